#!/bin/bash
# Fails when a tracked file names the host of a package registry or a mirror: those come from the machine's settings.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Hosts are known by how their names begin and end.
role='(deb|security|snapshot|archive|ftp|mirrors?|(dl-)?cdn|registry(-1)?|index|proxy|sum|pypi|files|packages|repo1?|rubygems|crates|ghcr|quay|gcr|mcr|hub)'
host="(^|[^a-z0-9._-])([a-z]+\.)?$role\.(?!example\.)([a-z0-9-]+\.)*(org|com|io|net|dev)([^a-z0-9_(-]|\$)"

found=0
git grep -nIiP "$host" || found=$?
case $found in
  0) echo "These lines name hosts of package registries. Derive them from the machine's settings instead." >&2 && exit 1 ;;
  1) ;; # nothing
  *) exit "$found" ;;
esac
