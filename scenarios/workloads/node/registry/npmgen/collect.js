"use strict";
// From the packages that a manifest names to all that they depend on, as node would find them
// below the folders into which Debian installs them.

const fs = require("fs");
const path = require("path");
const semver = require("semver");

const roots = ["/usr/share/nodejs", "/usr/lib/x86_64-linux-gnu/nodejs", "/usr/lib/aarch64-linux-gnu/nodejs"];

// Debian's packages were built already; what they need beside them is listed by whoever uses them.
const dropped = ["scripts", "devDependencies", "peerDependencies", "peerDependenciesMeta",
  "bundledDependencies", "bundleDependencies", "optionalDependencies", "overrides", "workspaces",
  "publishConfig", "engines", "os", "cpu", "gypfile"];

// What Debian's patches make packages require without saying so in their manifests.
const undeclared = {
  deepmerge: ["is-mergeable-object"],
  express: ["mime"],
  "jest-runner": ["exit"],
  logform: ["colors"],
  "parse-json": ["json-parse-better-errors"],
  "type-is": ["content-type"],
  winston: ["diagnostics", "neo-async"],
};

function readManifest(dir) {
  const manifest = JSON.parse(fs.readFileSync(path.join(dir, "package.json"), "utf8"));
  // Debian's suffixes ("20.17.47~20.19.2") are no part of a version.
  manifest.version = semver.valid(manifest.version) || semver.coerce(manifest.version)?.version;
  return manifest;
}

// The folder of the package that `name` means in a file of `from`.
function find(name, from) {
  const candidates = [];
  for (let dir = from; dir.length > 1; dir = path.dirname(dir))
    candidates.push(path.join(dir, "node_modules", name));
  candidates.push(...roots.map((root) => path.join(root, name)));
  return candidates.find((dir) => fs.existsSync(path.join(dir, "package.json")));
}

// The range as declared where what Debian has is in it, else what Debian has.
function rangeOf(declared, version) {
  return semver.validRange(declared) && semver.satisfies(version, declared) ? declared : `^${version}`;
}

function existingCommands(bin, name, dir) {
  const commands = typeof bin === "string" ? { [name.split("/").pop()]: bin } : bin || {};
  return Object.fromEntries(
    Object.entries(commands).filter(([, file]) => fs.existsSync(path.join(dir, file))));
}

// Debian drops dependencies that it has no package of, and patches the code accordingly.
function collect(manifest) {
  const packages = new Map();
  const queue = [];
  const visit = (name, from) => {
    const dir = find(name, from);
    if (!dir) return undefined;
    const { version } = readManifest(dir);
    if (!version) return undefined;
    const id = `${name}@${version}`;
    if (!packages.has(id)) {
      packages.set(id, undefined);
      queue.push({ id, name, dir });
    }
    return version;
  };
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }))
    if (!visit(name, "/")) throw new Error(`Debian has no ${name}`);
  while (queue.length > 0) {
    const { id, name, dir } = queue.shift();
    const found = readManifest(dir);
    const dependencies = {};
    const more = Object.fromEntries((undeclared[name] || []).map((other) => [other, "*"]));
    for (const [other, declared] of Object.entries({ ...found.dependencies, ...more })) {
      const version = visit(other, fs.realpathSync(dir));
      if (version) dependencies[other] = rangeOf(declared, version);
    }
    for (const field of dropped) delete found[field];
    const bin = existingCommands(found.bin, name, dir);
    delete found.bin;
    packages.set(id, { dir, manifest: { ...found, name, dependencies, bin } });
  }
  return [...packages.values()];
}

module.exports = { collect };
