# words: one word per line, in lower case.
words() {
    tr -cs '[:alnum:]' '\n' | tr '[:upper:]' '[:lower:]' | sed '/^$/d'
}
