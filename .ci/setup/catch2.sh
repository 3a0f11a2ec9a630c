# shellcheck shell=bash
# Catch2 3: a package of Debian 13. Debian 12 has version 2 only, so there it is built from the source package of
# Debian 13 (whose library does not link with g++ 12), once for all clones of this user.

catch2_release=trixie
catch2_home=${XDG_CACHE_HOME:-$HOME/.cache}/bxbench/deps

catch2() { module catch2-with-main 3 || [[ $(catch2_prefix) != - ]]; }

# Where the self-built Catch2 is, or - when none is needed.
catch2_prefix() {
  local found=-
  module catch2-with-main 3 || for found in "$catch2_home"/catch2-[0-9]*; do [[ -d $found ]] || found=-; done
  printf '%s\n' "$found"
}

install_catch2() {
  ! catch2 || return 0
  if is_debian && ! is_debian 13; then
    build_catch2
  else
    install_packages catch2 "Installing Catch2 (apt)"
  fi
}

build_catch2() {
  local work
  debian_mirror > /dev/null || apt_update
  work=$(mktemp -d)
  run_step "Fetching the source of Catch2 (apt)" fetch_catch2 "$work"
  run_step "Building Catch2 (about two minutes)" compile_catch2 "$work"
  rm -rf "$work"
}

# apt verifies the source package; its lists are private to the call, so neither root nor a new package source is needed.
fetch_catch2() (
  cd "$1" || exit
  mirror=$(debian_mirror) || { echo "No Debian mirror in the apt sources of this machine." && exit 1; }
  mkdir -p apt/lists/partial apt/cache/archives/partial
  echo "deb-src [signed-by=$debian_keyring] $mirror $catch2_release main" > apt/sources.list
  options=(-o Dir::State::Lists="$1/apt/lists" -o Dir::Cache="$1/apt/cache" -o Dir::Etc::SourceParts=-
    -o Dir::Etc::SourceList="$1/apt/sources.list" -o APT::Sandbox::User=root -o Acquire::Retries=3)
  apt-get "${options[@]}" update
  apt-get "${options[@]}" source --download-only catch2
)

compile_catch2() (
  cd "$1" || exit
  archive=$(ls catch2_*.orig.tar.*)
  version=${archive#catch2_}
  prefix=$catch2_home/catch2-${version%.orig.tar.*}
  mkdir source && tar -xf "$archive" -C source --strip-components=1
  cmake -S source -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_STANDARD=20 -DBUILD_TESTING=OFF \
    -DCATCH_INSTALL_DOCS=OFF -DCMAKE_INSTALL_PREFIX="$prefix"
  cmake --build build
  DESTDIR=$1/stage cmake --install build
  mkdir -p "$catch2_home" && rm -rf "$prefix"
  mv "stage$prefix" "$prefix"
)
