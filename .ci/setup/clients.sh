# shellcheck shell=bash
# Clients of the Actions cache service that tests/clients names, by npm. They need a node that Debian 12 does not have:
# where there is none, npm brings one, for these tests alone.

clients_directory=$PWD/tests/clients
clients_programs=$clients_directory/node_modules/.bin
least_node=20
own_node=22.23.3

install_clients() {
  local installed=$clients_directory/node_modules/.installed
  [[ ! -d $clients_programs ]] || ! cmp -s "$clients_directory/package-lock.json" "$installed" || return 0
  run_step "Installing clients of the Actions cache (npm)" npm_in_clients ci
  at_least "$least_node" "$(version_of node --version)" ||
    run_step "Installing node $own_node (npm)" npm_in_clients install --no-save "node-linux-$(node_machine)@$own_node"
  cp "$clients_directory/package-lock.json" "$installed"
}

npm_in_clients() {
  npm --prefix "$clients_directory" "$@" --ignore-scripts --no-audit --no-fund --prefer-offline
}

# The name that node's packages have for this machine.
node_machine() {
  case $(uname -m) in
    aarch64) echo arm64 ;;
    *) echo x64 ;;
  esac
}
