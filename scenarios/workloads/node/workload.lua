-- SPDX-License-Identifier: Apache-2.0
-- What the base images leave out: what neither npm nor a program reads.
local unused = {
  "/usr/include/*",
  "/usr/share/nodejs/@types/*",
  "/usr/share/nodejs/corepack/*",
}

-- Every edit ends in another artifact: the marker is bundled into it.
local function banner()
  return edit.write("src/server/banner.ts", [[
/** What the service says about itself at /about and when it starts. */
export const banner = "gazette, notices in Markdown (%{marker})";
]])
end

-- The manifest and the lock file ask for the next release of marked. Its checksum is in the lock
-- file beside that of the release in use: see registry/npmgen/main.js.
local function next_marked(file)
  return edit.replace(file, '"marked": "\\^4\\.2\\.3"', '"marked": "^4.2.4"')
end

-- A flag of the build step.
local function more_memory(file)
  return edit.replace(file, "npm run build", "NODE_OPTIONS=--max-old-space-size=2048 npm run build")
end

return workload {
  name = "node",
  summary = "HTTP service in TypeScript with a client by webpack; 500 npm packages",
  context = "app",
  dockerfiles = { layer = "app/Dockerfile.layer", mount = "app/Dockerfile.mount" },
  variants = {
    naive = {
      summary = "the sources before npm ci: every change installs all packages again",
      dockerfiles = { layer = "app/Dockerfile.naive" },
    },
  },
  cache_mounts = {
    { id = "npm", target = "/root/.npm" },
    { id = "node-build", target = "/src/node_modules/.cache", sharing = "locked" },
  },
  lock_files = { "package.json", "package-lock.json" },
  bases = {
    ["node:20-slim"] = base.debian {
      suite = "trixie",
      packages = { "nodejs", "npm" },
      exclude = unused,
    },
  },
  fixtures = {
    registry = fixture.build {
      context = "registry",
      bases = {
        ["node-packages:20"] = base.debian {
          suite = "trixie",
          packages = {
            "jest",
            "node-ajv",
            "node-autoprefixer",
            "node-babel-loader",
            "node-babel7",
            "node-compression",
            "node-core-js",
            "node-css-loader",
            "node-express",
            "node-html-webpack-plugin",
            "node-js-yaml",
            "node-lru-cache",
            "node-luxon",
            "node-marked",
            "node-mini-css-extract-plugin",
            "node-postcss-loader",
            "node-sanitize-html",
            "node-typescript",
            "node-winston",
            "nodejs",
            "npm",
            "webpack",
          },
          exclude = { "/usr/include/*" },
        },
      },
      build_arg = "NPM_REGISTRY",
      path = "/npm/",
      overlay = "context",
      templates = "npm/**",
    },
  },
  edits = {
    -- One file of the service: types of what imports it, and its bundle.
    source = { banner() },
    -- Another release of one package. The lock file has the checksums of both.
    dependency = {
      next_marked("package.json"),
      next_marked("package-lock.json"),
      edit.replace(
        "package-lock.json",
        [["version": "[^"]*",\s*"integrity": "[^"]*",\s*"next": \{\s*"version": ("[^"]*"),\s*"integrity": ("[^"]*")\s*\}]],
        [["version": $1, "integrity": $2]]
      ),
      banner(),
    },
    -- A release: the manifest and the lock file change, the dependencies do not.
    version = {
      edit.replace("package.json", '"version": "0\\.4\\.0"', '"version": "0.4.1"'),
      edit.replace("package-lock.json", '"name": "gazette",\\s*"version": "0\\.4\\.0"', '"name": "gazette", "version": "0.4.1"'),
      banner(),
    },
    dockerfile = {
      more_memory("Dockerfile.layer"),
      more_memory("Dockerfile.mount"),
      more_memory("Dockerfile.naive"),
    },
    -- No content changes, so neither does the artifact.
    ["touch-only"] = { edit.touch("src/server/banner.ts") },
    -- Notices get a summary in the feed: a new file and its test, its use, a word of the README.
    commit = {
      edit.write("src/server/summary.ts", [[
/** The first words of a text in Markdown, for places where there is no room for all of it. */
export function summaryOf(markdown: string, length = 120): string {
  const plain = markdown.replace(/[*_`#>]/g, "").replace(/\s+/g, " ").trim();
  if (plain.length <= length) return plain;
  const end = plain.lastIndexOf(" ", length);
  return `${plain.slice(0, end > 0 ? end : length)}…`;
}
]]),
      edit.write("test/summary.test.ts", [[
import { summaryOf } from "../src/server/summary";

test("a summary ends with a word", () => {
  expect(summaryOf("The *lift* is out of order.", 12)).toBe("The lift is…");
  expect(summaryOf("Short")).toBe("Short");
});
]]),
      edit.replace("src/server/feed.ts", [[import type \{ RenderedNotice \} from "../shared/notice";]], [[
import type { RenderedNotice } from "../shared/notice";
import { summaryOf } from "./summary";]]),
      edit.replace("src/server/feed.ts", [[    `    \$\{element\("content"]], [[
    `    $${element("summary", summaryOf(notice.text))}`,
    `    $${element("content"]]),
      edit.replace("README.md", "an Atom feed of", "an Atom feed with summaries of"),
      banner(),
    },
  },
  artifact = { path = "/app/dist/server.js", marker = "bxbench-unedited" },
}
