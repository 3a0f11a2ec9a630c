# help: prints how the program is used.
help() {
    echo "usage: words [--longest | --version | --help] [FILE]"
    echo "Counts the words of FILE, or of standard input."
}
