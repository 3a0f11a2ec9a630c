# shellcheck shell=bash
# Docker: one that is new enough is used as it is; where there is none, that of Debian testing is installed.

install_docker() {
  [[ -n $(missing docker) ]] || return 0
  respect_old_docker
  require_apt
  apt_update
  at_least 28 "$(apt_candidate docker.io)" || offer_testing
  local packages
  packages=$(docker_packages)
  say "Docker services are not started: bxbench starts daemons of its own."
  # shellcheck disable=SC2086 # a list of names
  run_step "Installing Docker (apt: ${packages//$'\n'/ })" install_without_services $packages
  [[ -z $(missing docker) ]] || give_up "The package sources of this machine hold no Docker that is new enough." docker
}

# A new daemon comes with a client of its own age.
docker_packages() {
  if program dockerd 28; then missing docker; else rows docker; fi | packages
}

# A Docker that somebody uses is replaced only when asked.
respect_old_docker() {
  local found
  found=$(old_docker)
  [[ -n $found ]] || return 0
  if [[ ${BXBENCH_SETUP_DOCKER-} == 1 ]]; then
    say "Replacing this machine's Docker ($found), as BXBENCH_SETUP_DOCKER=1 says."
    replaceable='.*'
    return
  fi
  say "This machine's Docker is too old for bxbench: $found."
  say "It is not replaced without your word. Upgrade it yourself, or call"
  say "  BXBENCH_SETUP_DOCKER=1 ./dev setup"
  say "which replaces it by the one of Debian testing. Your images stay, and your Docker service is not restarted."
  exit 3
}

old_docker() {
  local daemon plugin old=()
  daemon=$(version_of dockerd --version || true)
  plugin=$(version_of docker buildx version || true)
  [[ -z $daemon ]] || at_least 28 "$daemon" || old+=("dockerd $daemon, needs 28")
  [[ -z $plugin ]] || at_least 0.29 "$plugin" || old+=("buildx $plugin, needs 0.29")
  [[ -z ${old-} ]] || printf '%s' "${old[0]}${old[1]+; ${old[1]}}"
}

# ---- Debian testing -----------------------------------------------------------------------------------------------

testing_files='/etc/apt/*.d/bxbench-testing*'

# Lets apt take Docker from Debian testing, and nothing else unless it is asked for by name.
offer_testing() {
  undo=withdraw_testing
  run_step "Adding Debian testing to the package sources, for Docker only ($testing_files)" write_testing_source
  apt_update --again
  undo=
}

write_testing_source() {
  local mirror
  if [[ -z $(apt_repositories 'Suite: testing') ]]; then
    mirror=$(debian_mirror) || { echo "No Debian mirror in the apt sources of this machine." && return 1; }
    testing_source "$mirror" | as_root tee /etc/apt/sources.list.d/bxbench-testing.sources
    testing_pin '*' 1 | as_root tee /etc/apt/preferences.d/bxbench-testing
  fi
  testing_pin 'docker.io docker-cli docker-buildx containerd tini-static docker-registry' 500 |
    as_root tee /etc/apt/preferences.d/bxbench-testing-docker
}

# Package sources that do not work would break every later call of apt.
withdraw_testing() {
  # shellcheck disable=SC2086 # a pattern
  as_root rm -f $testing_files
}

testing_source() {
  printf '%s\n' "# Added by bxbench's ./dev setup for Docker." "Types: deb" "URIs: $1" "Suites: testing" \
    "Components: main" "Signed-By: $debian_keyring"
}

testing_pin() {
  printf 'Package: %s\nPin: release o=Debian,a=testing\nPin-Priority: %s\n' "$1" "$2"
}

# ---- services -----------------------------------------------------------------------------------------------------

unwanted_services=(docker.socket docker.service containerd.service docker-registry.service nginx.service)

# Installs packages; services that come with them are neither started nor enabled.
install_without_services() {
  local present
  present=$(enabled_services)
  undo=allow_services
  deny_services
  apt_install "$@"
  allow_services
  undo=
  disable_services_but "$present"
}

# Debian asks this file before it starts or stops a service. It denies only as long as this process lives.
policy=/usr/sbin/policy-rc.d

deny_services() {
  [[ ! -e $policy ]] || grep -q "bxbench's ./dev setup" "$policy" || return 0
  printf '%s\n' '#!/bin/sh' "# By bxbench's ./dev setup: services stay as they are while it installs." \
    "! kill -0 $$ 2> /dev/null || exit 101" | as_root tee "$policy"
  as_root chmod +x "$policy"
}

allow_services() {
  ! grep -qs "bxbench's ./dev setup" "$policy" || as_root rm "$policy"
}

enabled_services() {
  local service
  command -v systemctl > /dev/null || return 0
  for service in "${unwanted_services[@]}"; do
    ! systemctl is-enabled --quiet "$service" || printf '%s\n' "$service"
  done
}

disable_services_but() {
  local service
  for service in $(enabled_services); do
    [[ $'\n'$1$'\n' == *$'\n'$service$'\n'* ]] || as_root systemctl disable "$service"
  done
}
