# longest: prints the longest word of the input, of several the first.
longest() {
    words | awk 'length($0) > length(best) { best = $0 } END { print best }'
}
