# shellcheck shell=bash
# What bxbench needs, and how to find out whether it is there.

# group | what | Debian package (of several the first that apt knows) | check | why
requirements='
build  | g++ >= 12              | g++                             | program g++ 12                            | compiles C++20
build  | cmake >= 3.25          | cmake                           | program cmake 3.25                        | presets
build  | ninja                  | ninja-build                     | program ninja                             | runs the build
build  | ccache                 | ccache                          | program ccache                            | a file that was compiled once is not compiled again
build  | pkg-config             | pkg-config                      | program pkg-config                        | finds Lua, libarchive, zstd
build  | git                    | git                             | program git                               | real workloads are made from histories
build  | Boost >= 1.81          | libboost1.81-dev libboost-dev   | header boost/version.hpp BOOST_VERSION>=108100 | Asio, Beast, Process v2, Math, UUID
build  | Boost.Filesystem       | libboost-filesystem1.81-dev libboost-filesystem-dev | library boost_filesystem | Process v2 names programs by its paths
build  | nlohmann-json >= 3.11  | nlohmann-json3-dev              | module nlohmann_json 3.11                 | journal, run.json, progress of BuildKit
build  | fmt >= 9               | libfmt-dev                      | module fmt 9                              | every text that is printed
build  | CLI11 >= 2.1           | libcli11-dev                    | header CLI/Version.hpp CLI11_VERSION_MAJOR>=2 | command line
build  | yaml-cpp >= 0.7        | libyaml-cpp-dev                 | module yaml-cpp 0.7                       | workflow files, with the position of every value
build  | protozero              | libprotozero-dev                | header protozero/pbf_reader.hpp           | messages of the cache service in protobuf
build  | OpenSSL >= 3           | libssl-dev                      | module openssl 3                          | SHA-256 and HMAC of keys, digests, tokens
build  | Lua 5.4 built as C++   | liblua5.4-dev                   | module lua5.4-c++ 5.4                     | scenarios; its errors unwind C++ frames
build  | libarchive >= 3.6      | libarchive-dev                  | module libarchive 3.6                     | archives of cache directories
build  | libzstd >= 1.5         | libzstd-dev                     | module libzstd 1.5                        | compresses them
build  | libacl                 | libacl1-dev                     | header sys/acl.h                          | libarchive inside helper steps, linked statically
build  | Chart.js >= 3           | libjs-chart.js                  | path /usr/share/javascript/chart.js/chart.min.js | charts of the HTML report, embedded
build  | valijson               | libvalijson-dev                 | header valijson/validator.hpp             | tests hold result files against their schema
run    | mmdebstrap             | mmdebstrap                      | program mmdebstrap                        | makes the base images
run    | busybox, static        | busybox-static                  | static busybox                            | the smallest base image
run    | zstd                   | zstd                            | program zstd                              | packs base images
run    | curl                   | curl                            | program curl                              | tests speak to the cache service as clients do
run    | CA certificates        | ca-certificates                 | path /etc/ssl/certs/ca-certificates.crt   | builds fetch by https
run    | jq                     | jq                              | program jq                                | reads result files in scripts
run    | runc                   | runc                            | program runc                              | runs the steps of a build
run    | iptables               | iptables                        | program iptables                          | network of the private Docker daemons
docker | dockerd >= 28          | docker.io                       | program dockerd 28                        | the private daemons that build
docker | docker                 | docker-cli                      | program docker                            | the client that a user would call
docker | docker buildx >= 0.29  | docker-buildx                   | buildx 0.29                               | cache backends of BuildKit
docker | containerd             | containerd                      | program containerd                        | images and snapshots below dockerd
docker | docker-registry        | docker-registry                 | program docker-registry                   | holds registry caches
catch2 | Catch2 >= 3            | libcatch2-dev                   | catch2                                    | unit tests
npm    | npm                    | npm                             | program npm                               | installs the clients that tests/clients names
npm    | Chromium               | chromium                        | program chromium                          | tests open the HTML report in it
lint   | clang-format           | clang-format                    | program clang-format                      | ./dev format
lint   | clang-tidy             | clang-tidy                      | program clang-tidy                        | ./dev lint
lint   | shellcheck             | shellcheck                      | program shellcheck                        | ./dev lint
fuzz   | clang++                | clang                           | program clang++ 14                        | ./dev fuzz: with libFuzzer
fuzz   | libFuzzer              | libclang-rt-14-dev libclang-rt-19-dev | libfuzzer                           | the fuzzer itself, and the sanitizers
bench  | nginx                  | nginx-light                     | program nginx                             | ./dev bench cache measures the cache service next to it
'

# ---- the table ----------------------------------------------------------------------------------------------------

rows() {
  grep -E "^$1 " <<< "$requirements"
}

# The rows of a group whose check fails.
missing() {
  local row check
  while read -r row; do
    IFS='|' read -r _ _ _ check _ <<< "$row"
    read -ra check <<< "$check"
    "${check[@]}" || printf '%s\n' "$row"
  done < <(rows "$1")
}

# The Debian packages of the rows on stdin.
packages() {
  local names name
  cut -d '|' -f 3 | while read -ra names; do
    for name in "${names[@]}"; do
      apt_candidate "$name" > /dev/null && break
    done
    printf '%s\n' "$name"
  done
}

programs() {
  local group
  for group; do rows "$group"; done | cut -d '|' -f 4 | sed -nE 's/^ *(program|static) ([^ ]+).*/\2/p' | paste -sd ' '
}

# Says what is missing in the groups and why it is needed, then ends the set-up.
give_up() {
  local reason=$1 group
  shift
  say "$reason" "bxbench needs:"
  for group; do missing "$group"; done |
    awk -F ' *[|] *' '{ printf "  %-24s %s (Debian package: %s)\n", $2, $5, $3 }' >&2
  [[ -n $(command -v g++) && -n $(command -v pkg-config) ]] ||
    say "Libraries can be found only when g++ and pkg-config are there: some of them may be installed already."
  exit 3
}

# ---- checks -------------------------------------------------------------------------------------------------------

program() {
  command -v "$1" > /dev/null && { [[ $# == 1 ]] || at_least "$2" "$(version_of "$1" --version)"; }
}

static() { program "$1" && [[ $(ldd "$(command -v "$1")" 2>&1) != *'=>'* ]]; }

buildx() { at_least "$1" "$(version_of docker buildx version)"; }

module() { pkg-config --atleast-version="$2" "$1" 2> /dev/null; }

header() {
  printf '#include <%s>\n#if !(%s)\n#error too old\n#endif\n' "$1" "${2:-1}" |
    g++ -std=c++20 -x c++ -E - > /dev/null 2>&1
}

library() { [[ $(g++ -print-file-name="lib$1.so" 2> /dev/null) == */* ]]; }

libfuzzer() { compgen -G "$(clang++ -print-resource-dir 2> /dev/null)/lib/linux/libclang_rt.fuzzer-*.a" > /dev/null; }

path() { [[ -e $1 ]]; }

# The first version number that a command prints; nothing when it fails.
version_of() {
  [[ $("$@" 2> /dev/null) =~ [0-9]+(\.[0-9]+)+ ]] && printf '%s' "${BASH_REMATCH[0]}"
}

at_least() {
  [[ $2 =~ ^[0-9] ]] && printf '%s\n' "$1" "$2" | sort -V -C
}
