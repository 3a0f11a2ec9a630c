# main ARG...: the program.
main() {
    parse_args "$@"
    case $action in
    version)
        banner
        echo "$version"
        ;;
    help) help ;;
    longest) input | longest ;;
    count) input | count ;;
    esac
}
