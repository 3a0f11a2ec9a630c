# shellcheck shell=bash
# Packages of Debian 12 and 13.

# Ends the set-up, naming all that is missing for its purpose, unless packages can be installed here.
require_apt() {
  local system
  system=$(os_release PRETTY_NAME)
  is_debian ||
    give_up "The set-up installs packages on Debian 12 and 13 only; this is ${system:-another system}." "${groups[@]}"
  may_be_root || give_up "Installing packages needs root, or sudo: run ./dev setup as root once." "${groups[@]}"
}

# Debian of that version or later; testing has no number.
is_debian() {
  local version
  version=$(os_release VERSION_ID)
  command -v apt-get > /dev/null && [[ $(os_release ID) == debian && ${version:-99} -ge ${1:-12} ]]
}

os_release() (
  # shellcheck source=/dev/null
  [[ ! -r /etc/os-release ]] || . /etc/os-release
  printf '%s' "${!1-}"
)

may_be_root() {
  ((EUID == 0)) || { command -v sudo > /dev/null && { sudo -n true 2> /dev/null || { [[ -t 0 ]] && sudo -v; }; }; }
}

as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@"
}

# Once per set-up; --again when the package sources changed.
apt_update() {
  [[ -z ${apt_updated-} || ${1-} == --again ]] || return 0
  run_step "Reading the package lists (apt)" apt_get update
  apt_updated=yes
}

# What may go when another package takes its place: busybox for busybox-static, tini for tini-static.
replaceable='busybox|tini'

apt_install() {
  local options=(--yes --no-install-recommends) removed
  removed=$(apt_get install "${options[@]}" --simulate "$@" |
    sed -nE 's/^Remv ([^ :]+).*/\1/p' | grep -vxE "$replaceable" || true)
  [[ -z $removed ]] || { echo "Not done: it would remove" "$removed" && return 1; }
  apt_get install "${options[@]}" "$@"
}

# The version that apt would install; fails when there is none.
apt_candidate() {
  local version
  version=$(LC_ALL=C apt-cache policy "$1" | sed -n 's/^ *Candidate: \([0-9]*:\)\?//p')
  [[ $version =~ ^[0-9] ]] && printf '%s' "$version"
}

# The address of the Debian mirror that this machine uses for its own release.
debian_mirror() {
  local codename mirrors
  codename=$(os_release VERSION_CODENAME)
  mapfile -t mirrors < <(apt_repositories "Codename: $codename" 'Component: main')
  [[ -n ${mirrors-} ]] && printf '%s' "${mirrors[0]}"
}

# Addresses of the Debian repositories in apt's sources that match; apt itself reads every form of them.
apt_repositories() {
  # shellcheck disable=SC2016 # a field of apt's
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' "$@"
}

debian_keyring=/usr/share/keyrings/debian-archive-keyring.gpg
