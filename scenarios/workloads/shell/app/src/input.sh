# input: the text to read.
input() {
    if [ "$file" = - ]; then
        cat
    elif [ -r "$file" ]; then
        cat "$file"
    else
        fail "cannot read $file"
    fi
}
