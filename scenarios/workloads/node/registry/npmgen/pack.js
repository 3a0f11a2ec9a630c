"use strict";
// From a folder and its manifest to what a registry offers: a tarball and an entry of the packument.

const crypto = require("crypto");
const fs = require("fs");
const os = require("os");
const path = require("path");
const tar = require("tar");

const released = new Date("2023-01-01T00:00:00Z"); // the time of every file

function copyFiles(dir, target) {
  fs.cpSync(dir, target, {
    recursive: true,
    dereference: true, // Debian shares files between packages by links
    filter: (file) =>
      fs.existsSync(file) && !path.relative(dir, file).split(path.sep).includes("node_modules"),
  });
}

function filesBelow(dir, prefix = "") {
  return fs.readdirSync(path.join(dir, prefix), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(prefix, entry.name);
    return entry.isDirectory() ? filesBelow(dir, name) : [name];
  }).sort();
}

function integrityOf(data) {
  return `sha512-${crypto.createHash("sha512").update(data).digest("base64")}`;
}

// Writes the tarball; `comment` is added to the main file, to tell a release from that before it.
function pack({ dir, manifest, comment }, registry) {
  const aside = fs.mkdtempSync(path.join(os.tmpdir(), "npmgen-"));
  const stage = path.join(aside, "package");
  copyFiles(fs.realpathSync(dir), stage);
  fs.writeFileSync(path.join(stage, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  if (comment) fs.appendFileSync(path.join(stage, manifest.main), `\n// ${comment}\n`);

  const file = `tarballs/${manifest.name}/${path.basename(manifest.name)}-${manifest.version}.tgz`;
  const target = path.join(registry, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  tar.create({ cwd: stage, prefix: "package", file: target, sync: true, portable: true,
    gzip: { level: 6 }, mtime: released }, filesBelow(stage));
  fs.rmSync(aside, { recursive: true });

  const { name, version, license, dependencies, bin } = manifest;
  const dist = { integrity: integrityOf(fs.readFileSync(target)), tarball: `%{url}/${file}` };
  return { name, version, license, dependencies, bin, dist };
}

// One packument a package, in the form that npm asks for, with every version that is offered. The
// first is the one tagged as latest, which npm prefers.
function writePackuments(entries, registry) {
  const packuments = new Map();
  for (const entry of entries) {
    const packument = packuments.get(entry.name) || { name: entry.name, modified: released, versions: {} };
    packument.versions[entry.version] = entry;
    packument["dist-tags"] ??= { latest: entry.version };
    packuments.set(entry.name, packument);
  }
  for (const [name, packument] of packuments) {
    const file = path.join(registry, "npm", name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, JSON.stringify(packument));
  }
}

module.exports = { pack, writePackuments };
