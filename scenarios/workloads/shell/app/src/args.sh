# parse_args ARG...: sets "action" and "file".
parse_args() {
    action=count file=-
    while [ $# -gt 0 ]; do
        case $1 in
        --version) action=version ;;
        --help) action=help ;;
        --longest) action=longest ;;
        -?*) fail "unknown option $1" ;;
        *) file=$1 ;;
        esac
        shift
    done
}
