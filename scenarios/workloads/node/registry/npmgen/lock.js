"use strict";
// Has npm compute the lock file for a manifest against the registry, which it needs to be served for.

const { spawn } = require("child_process");
const fs = require("fs");
const http = require("http");
const path = require("path");

function serve(registry) {
  const server = http.createServer((request, response) => {
    const file = path.join(registry, decodeURIComponent(request.url));
    if (!fs.existsSync(file)) return response.writeHead(404).end();
    const url = `http://127.0.0.1:${server.address().port}`;
    const data = fs.readFileSync(file);
    return response.end(file.endsWith(".tgz") ? data : data.toString().replaceAll("%{url}", url));
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

function npm(args, options) {
  return new Promise((done, fail) => {
    const child = spawn("npm", args, { stdio: "inherit", ...options });
    child.on("exit", (code) => (code === 0 ? done() : fail(new Error(`npm ${args[0]}: ${code}`))));
  });
}

// Lock files name no host: npm finds where a package lies by asking the registry in use.
async function lock(registry, folder) {
  const server = await serve(registry);
  const url = `http://127.0.0.1:${server.address().port}/npm/`;
  await npm(["install", "--package-lock-only", "--omit-lockfile-registry-resolved", "--no-audit",
    "--no-fund", `--registry=${url}`], { cwd: folder });
  server.close();
}

module.exports = { lock };
