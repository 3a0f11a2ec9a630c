#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Packs the crates of Debian's librust-*-dev packages into a registry.

    pack.py SOURCES REGISTRY [CRATE=VERSION…]

SOURCES has a folder for each crate. REGISTRY becomes what cargo reads as a local registry, and with
its config.json, over HTTP, as a sparse one:

    NAME-VERSION.crate
    index/config.json, index/na/me/NAME

CRATE=VERSION offers that crate a second time, as that version with one more comment, since Debian has
one version of each. The output depends on nothing but the sources.
"""

import gzip
import hashlib
import io
import json
import pathlib
import sys
import tarfile
import tomllib

LEFT_OUT = {".cargo-checksum.json", ".cargo_vcs_info.json", "debian"}


def index_path(name):
    """Where cargo looks for a crate, by the length of its name."""
    name = name.lower()
    if len(name) <= 2:
        return f"{len(name)}/{name}"
    if len(name) == 3:
        return f"3/{name[0]}/{name}"
    return f"{name[:2]}/{name[2:4]}/{name}"


def dependencies(manifest):
    """The dependencies of a manifest, for each platform, as the index writes them."""
    tables = [(None, manifest)] + list(manifest.get("target", {}).items())
    kinds = {"dependencies": "normal", "build-dependencies": "build"}
    for target, table in tables:
        for key, kind in kinds.items():
            for alias, wanted in table.get(key, {}).items():
                if isinstance(wanted, str):
                    wanted = {"version": wanted}
                entry = {
                    "name": alias,
                    "req": wanted.get("version", "*"),
                    "features": wanted.get("features", []),
                    "optional": wanted.get("optional", False),
                    "default_features": wanted.get("default-features", True),
                    "target": target,
                    "kind": kind,
                }
                if "package" in wanted:
                    entry["package"] = wanted["package"]
                yield entry


def index_entry(manifest, checksum):
    """A line of the index; features with newer syntax stand apart, as on crates-io."""
    package = manifest["package"]
    features = manifest.get("features", {})
    newer = {
        name: wanted
        for name, wanted in features.items()
        if any(one.startswith("dep:") or "?/" in one for one in wanted)
    }
    entry = {
        "name": package["name"],
        "vers": package["version"],
        "deps": list(dependencies(manifest)),
        "cksum": checksum,
        "features": {name: wanted for name, wanted in features.items() if name not in newer},
        "features2": newer,
        "yanked": False,
        "v": 2,
    }
    if "links" in package:
        entry["links"] = package["links"]
    return entry


def files_of(folder):
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder)
        if file.is_file() and name.parts[0] not in LEFT_OUT:
            yield str(name), file.read_bytes()


def as_version(files, old, new):
    """The same crate as another version: its number, and a comment for the compiler to read."""
    number = f'version = "{old}"'.encode()
    for name, content in files:
        if name == "Cargo.toml":
            content = content.replace(number, f'version = "{new}"'.encode(), 1)
        if name == "src/lib.rs":
            content += f"\n// As version {new}.\n".encode()
        yield name, content


def pack(folder, files):
    """A .crate: a gzipped tar of one folder, with the fixed time that cargo gives to all files."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w", format=tarfile.GNU_FORMAT) as tar:
        for name, content in files:
            member = tarfile.TarInfo(f"{folder}/{name}")
            member.size, member.mode, member.mtime = len(content), 0o644, 1153704088
            tar.addfile(member, io.BytesIO(content))
    return gzip.compress(raw.getvalue(), mtime=0)


def publish(registry, files):
    manifest = tomllib.loads(dict(files)["Cargo.toml"].decode())
    package = manifest["package"]
    name = f"{package['name']}-{package['version']}"
    crate = pack(name, files)
    (registry / f"{name}.crate").write_bytes(crate)
    line = registry / "index" / index_path(package["name"])
    line.parent.mkdir(parents=True, exist_ok=True)
    entry = index_entry(manifest, hashlib.sha256(crate).hexdigest())
    with line.open("a") as index:
        index.write(json.dumps(entry, sort_keys=True) + "\n")


def main(sources, registry, *again):
    sources, registry = pathlib.Path(sources), pathlib.Path(registry)
    again = dict(one.split("=") for one in again)
    (registry / "index").mkdir(parents=True)
    # %{url} is replaced by the address of the server.
    config = {"dl": "%{url}/registry/{crate}-{version}.crate"}
    (registry / "index/config.json").write_text(json.dumps(config) + "\n")
    for folder in sorted(one for one in sources.iterdir() if (one / "Cargo.toml").is_file()):
        files = list(files_of(folder))
        publish(registry, files)
        package = tomllib.loads(dict(files)["Cargo.toml"].decode())["package"]
        if package["name"] in again:
            new = again.pop(package["name"])
            publish(registry, list(as_version(files, package["version"], new)))
    if again:
        sys.exit(f"pack.py: no such crate: {', '.join(again)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
