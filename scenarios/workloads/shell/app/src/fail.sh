# fail MESSAGE: ends the program.
fail() {
    echo "words: $1" >&2
    exit 1
}
