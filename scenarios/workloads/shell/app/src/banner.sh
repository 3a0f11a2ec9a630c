# banner: what the program says about itself.
banner() {
    echo "words, a word counter (bxbench-unedited)"
}
