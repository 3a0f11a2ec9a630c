"use strict";
// npmgen MANIFEST REGISTRY: turns the npm packages of Debian's node-* packages into a static npm registry,
// and has npm compute the lock file of a manifest from it.
//
//   REGISTRY/npm/<name>                  packuments; %{url} in them is where REGISTRY is served
//   REGISTRY/tarballs/<name>/            tarballs
//   REGISTRY/context/package-lock.json   without hosts

const fs = require("fs");
const path = require("path");
const { collect } = require("./collect");
const { lock } = require("./lock");
const { pack, writePackuments } = require("./pack");

// The release of one package that an edit moves to: it differs from that before by a comment. The
// lock file carries its checksum beside that of the release in use, in a field which npm ignores.
const bumped = "marked";

function nextRelease({ dir, manifest }) {
  const version = manifest.version.replace(/\d+$/, (patch) => Number(patch) + 1);
  return { dir, manifest: { ...manifest, version }, comment: `This is the patch release ${version}.` };
}

function noteNext(file, entries) {
  const text = JSON.parse(fs.readFileSync(file, "utf8"));
  const locked = text.packages[`node_modules/${bumped}`];
  const { version, dist } = entries.find(({ name, version }) => name === bumped && version !== locked.version);
  text.packages[`node_modules/${bumped}`] =
    { version: locked.version, integrity: locked.integrity, next: { version, integrity: dist.integrity }, ...locked };
  fs.writeFileSync(file, `${JSON.stringify(text, null, 2)}\n`);
}

async function main([manifestFile, registry]) {
  const manifest = JSON.parse(fs.readFileSync(manifestFile, "utf8"));
  const context = path.join(registry, "context");
  const packages = collect(manifest);
  packages.push(nextRelease(packages.find((one) => one.manifest.name === bumped)));
  const entries = packages.map((one) => pack(one, registry));
  writePackuments(entries, registry);

  fs.mkdirSync(context, { recursive: true });
  const copy = path.join(context, "package.json");
  fs.copyFileSync(manifestFile, copy);
  await lock(registry, context);
  fs.rmSync(copy);
  noteNext(path.join(context, "package-lock.json"), entries);
  console.log(`${entries.length} packages`);
}

main(process.argv.slice(2));
