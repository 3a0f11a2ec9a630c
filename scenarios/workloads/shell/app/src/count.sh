# count: prints how often each word of the input occurs, the most frequent
# first.
count() {
    words | sort | uniq -c | sort -k 1,1nr -k 2
}
