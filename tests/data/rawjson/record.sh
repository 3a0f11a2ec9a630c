#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Records the streams of this folder with throw-away daemons and a throw-away registry.
# Usage (root): record.sh DIRECTORY   needs dockerd, docker buildx, docker-registry, static busybox
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
work=$(mktemp -d "${TMPDIR:-/tmp}/rawjson-XXXXXX")
port=$((20000 + RANDOM % 20000))
registry=127.0.0.1:$port
daemons=0

start_daemon() {
  daemons=$((daemons + 1))
  d=$work/d$daemons
  mkdir -p "$d"
  echo '{"features":{"containerd-snapshotter":true},"insecure-registries":["127.0.0.0/8"]}' >"$d/config.json"
  setsid dockerd --config-file "$d/config.json" --data-root "$d/root" --exec-root "$d/exec" -H "unix://$d/s" \
    -p "$d/pid" --iptables=false --ip6tables=false --bridge=none >"$d/log" 2>&1 &
  export DOCKER_HOST=unix://$d/s
  until docker version >/dev/null 2>&1; do sleep 0.1; done
}

stop_daemon() {
  [ -n "${d:-}" ] && [ -f "$d/pid" ] || return 0
  local pid cpid
  pid=$(cat "$d/pid")
  cpid=$(cat "$d/exec/containerd/containerd.pid" 2>/dev/null || true)
  kill "$pid" 2>/dev/null || true
  while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
  if [ -n "$cpid" ]; then while kill -0 "$cpid" 2>/dev/null; do sleep 0.1; done; fi
  awk -v d="$d/" 'index($2, d) == 1 {print $2}' /proc/mounts | sort -r | xargs -r umount
  d=
}

cleanup() {
  stop_daemon
  [ -z "${registry_pid:-}" ] || kill "$registry_pid" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

# record NAME ARGUMENTS...: one build; the exit code does not matter here
record() {
  local name=$1
  shift
  timeout 60 docker buildx build --progress=rawjson --network=host "$@" "$work/context" 2>"$work/$name.raw" >/dev/null || true
  sed -e "s#$work#/bench#g" -e "s#$registry#127.0.0.1:5000#g" "$work/$name.raw" >"$out/$name.jsonl"
}

mkdir -p "$work/context" "$work/registry"
cp "$(command -v busybox)" "$work/context/busybox"
cat >"$work/context/Dockerfile" <<'DOCKERFILE'
FROM scratch AS base
COPY busybox /bin/busybox
RUN ["/bin/busybox", "--install", "-s", "/bin"]

FROM base AS build
WORKDIR /src
COPY lock ./
RUN --mount=type=cache,id=dep,target=/dep cp lock /dep/lock; cp lock /deps-done; echo "deps of $(cat lock)"
COPY source ./
RUN --mount=type=cache,id=dep,target=/dep cat lock source > /app; echo "built $(cat source)"

FROM base
COPY --from=build /app /app
DOCKERFILE
echo lock-1 >"$work/context/lock"
echo source-1 >"$work/context/source"
cat >"$work/registry.yml" <<YAML
version: 0.1
storage: {filesystem: {rootdirectory: $work/registry}}
http: {addr: $registry}
YAML
docker-registry serve "$work/registry.yml" >"$work/registry.log" 2>&1 &
registry_pid=$!

cache=type=registry,ref=$registry/cache
start_daemon
record cold -t app --cache-to "$cache,mode=max"
record second -t app
stop_daemon

start_daemon
record warm-import -t app --cache-from "$cache"
echo source-2 >"$work/context/source"
stop_daemon

start_daemon
record source-change -t app --cache-from "$cache" --cache-to "$cache,mode=max"
stop_daemon

start_daemon
record import-missing -t app --cache-from "type=registry,ref=$registry/nothing"
stop_daemon

start_daemon
# a base image of its own, from a layout and from the registry
docker buildx build --network=host -q --target base -t "$registry/base:1" --push "$work/context" >/dev/null
docker buildx build --network=host -q --target base -t base -o "type=oci,tar=false,dest=$work/layout,name=base:1" "$work/context" >/dev/null
cat >"$work/context/Dockerfile.base" <<'DOCKERFILE'
FROM base:1
WORKDIR /src
COPY source ./
RUN echo "on a base"
DOCKERFILE
stop_daemon
start_daemon
record oci-layout -t app -f "$work/context/Dockerfile.base" --build-context "base:1=oci-layout://$work/layout"
sed -i "1s#.*#FROM $registry/base:1#" "$work/context/Dockerfile.base"
record registry-base -f "$work/context/Dockerfile.base" --push -t "$registry/app:1" --cache-to type=inline
record docker-image -t app -f "$work/context/Dockerfile.base" --no-cache --build-context "$registry/base:1=docker-image://$registry/base:1" \
  --cache-to "type=local,dest=$work/cache"
record local-import -t app -f "$work/context/Dockerfile.base" --cache-from "type=local,src=$work/cache" --cache-from "type=local,src=$work/none" \
  --output "type=local,dest=$work/out"

cat >"$work/context/Dockerfile.fails" <<'DOCKERFILE'
FROM scratch
COPY busybox /bin/busybox
RUN ["/bin/busybox", "sh", "-c", "echo before the end; exit 7"]
RUN ["/bin/busybox", "true"]
DOCKERFILE
record run-fails -f "$work/context/Dockerfile.fails"
cat >"$work/context/Dockerfile.warns" <<'DOCKERFILE'
from scratch AS base
COPY busybox /bin/busybox
ENV KEY value
DOCKERFILE
record warnings -f "$work/context/Dockerfile.warns" --build-arg unused=1
printf 'FROM scratch\nCOPPY a b\n' >"$work/context/Dockerfile.syntax"
record syntax-error -f "$work/context/Dockerfile.syntax"
record no-dockerfile -f "$work/context/Dockerfile.none"
# an unsigned claim on refs/heads/main, valid until 2100: BuildKit reads it, nobody checks it
base64url() { base64 -w0 | tr -d = | tr +/ -_; }
token=$(echo '{"alg":"HS256","typ":"JWT"}' | base64url).$(
  echo '{"exp":4102444800,"nbf":0,"ac":"[{\"Scope\":\"refs/heads/main\",\"Permission\":3}]"}' | base64url).$(echo signature | base64url)
gha=type=gha,version=2,url_v2=http://127.0.0.1:9/,scope=main,token=$token
record gha-refused -f "$work/context/Dockerfile.base" --cache-from "$gha" --cache-to "$gha"

# two platforms, a linked copy, remote and named contexts, a here-document, an archive as output
mkdir -p "$work/files" "$work/named"
echo remote >"$work/files/remote"
echo named >"$work/named/named"
busybox httpd -f -p "127.0.0.1:$((port + 1))" -h "$work/files" &
httpd_pid=$!
cat >"$work/context/Dockerfile.kinds" <<DOCKERFILE
FROM scratch AS base
COPY busybox /bin/busybox
RUN ["/bin/busybox", "--install", "-s", "/bin"]
FROM base AS build
ADD http://127.0.0.1:$((port + 1))/remote /remote
RUN --mount=type=bind,from=named,target=/named cat /named/named > /from-named
RUN <<TEXT
echo "in a here-document"
TEXT
FROM base
COPY --link --from=build /remote /remote
DOCKERFILE
record kinds -f "$work/context/Dockerfile.kinds" --platform linux/amd64,linux/386 --build-context "named=$work/named" \
  -o "type=oci,dest=$work/kinds.tar"
sed -i "s#127.0.0.1:$((port + 1))#127.0.0.1:5001#g" "$out/kinds.jsonl"
kill "$httpd_pid"
stop_daemon
