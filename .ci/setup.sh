#!/bin/bash
# Installs what is missing:   setup.sh PURPOSE STAMP   (called by ./dev)
# PURPOSE is base (build and run bxbench), tests, lint, fuzz or bench. Progress goes to stderr, details to build/setup.log.
# When all is there, STAMP is written: digest of the set-up, programs it found, a directory of it that
# must be there or -.
# Exit code 3: something is missing that cannot be installed here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PATH=$PATH:/usr/sbin:/sbin

if [[ ${1-} == --digest ]]; then
  cat .ci/setup.sh .ci/setup/*.sh tests/clients/package-lock.json | sha256sum | cut -d ' ' -f 1
  exit
fi

log=$PWD/build/setup.log
step= # what is under way
undo= # what takes a half-done change back
prefix=- # directory of what is installed beside the system

# shellcheck source=.ci/setup/requirements.sh
. .ci/setup/requirements.sh
# shellcheck source=.ci/setup/apt.sh
. .ci/setup/apt.sh
# shellcheck source=.ci/setup/docker.sh
. .ci/setup/docker.sh
# shellcheck source=.ci/setup/catch2.sh
. .ci/setup/catch2.sh
# shellcheck source=.ci/setup/clients.sh
. .ci/setup/clients.sh

say() { printf '%s\n' "$*" >&2; }

# One line of progress; what the commands print goes to the log.
run_step() {
  step=$1
  shift
  say "$step …"
  "$@" >> "$log" 2>&1 < /dev/null
  step=
}

explain_failure() {
  [[ -n $step ]] || return 0
  say "Failed: $step. The end of build/setup.log:"
  tail -n 20 "$log" | sed 's/^/  | /' >&2
  [[ -z $undo ]] || "$undo" >> "$log" 2>&1
  say "Put right what it names (network, package sources, disk space), then call ./dev setup again."
  exit 3
}

# Installs the Debian packages of what is missing in a group.
install_packages() {
  local group=$1 title=$2 packages
  [[ -n $(missing "$group") ]] || return 0
  require_apt
  apt_update
  packages=$(missing "$group" | packages)
  # shellcheck disable=SC2086 # a list of names
  run_step "$title" apt_install $packages
  [[ -z $(missing "$group") ]] || give_up "apt installed the packages, and yet they do not suffice." "$group"
}

install_base() {
  groups=(build run catch2 docker)
  install_packages build "Installing the compiler and libraries (apt)"
  install_packages run "Installing the tools that builds run with (apt)"
  install_catch2
  install_docker
  prefix=$(catch2_prefix)
}

install_tests() {
  groups=(npm)
  install_packages npm "Installing npm (apt)"
  install_clients
  prefix=$clients_programs
}

install_lint() {
  groups=(lint)
  install_packages lint "Installing the formatter and the linters (apt)"
}

install_fuzz() {
  groups=(build fuzz)
  install_packages build "Installing the compiler and libraries (apt)"
  install_packages fuzz "Installing clang and libFuzzer (apt)"
}

install_bench() {
  groups=(bench)
  [[ -n $(missing bench) ]] || return 0
  require_apt
  apt_update
  # shellcheck disable=SC2046 # a list of names
  run_step "Installing what the benchmarks compare with (apt)" install_without_services $(missing bench | packages)
  [[ -z $(missing bench) ]] || give_up "apt installed the packages, and yet they do not suffice." bench
}

write_stamp() {
  .ci/setup.sh --digest
  programs "${groups[@]}"
  printf '%s\n' "$prefix"
}

main() {
  local purpose=$1 stamp=$2
  mkdir -p build
  : > "$log"
  trap explain_failure EXIT
  "install_$purpose"
  write_stamp > "$stamp.new"
  mv "$stamp.new" "$stamp"
}

main "$@"
