-- SPDX-License-Identifier: Apache-2.0
-- What of the tools no build of a program reads.
local unused = {
  "/usr/share/cmake-3.31/Help/*",
  "/usr/share/vim/*",
  "/usr/share/emacs/*",
  "/usr/share/bash-completion/*",
  "/usr/share/perl/*",
  "/usr/lib/*/lib*san.so*",
  "/usr/lib/gcc/*/lib*san*",
  "/usr/libexec/gcc/*/lto1",
}

-- Every edit but two ends in another program by this: the marker is compiled into it. A literal whose
-- address is taken stays in one piece; one copied into a std::string may become numbers in the code.
local function banner()
  return edit.write("src/banner.cpp", [[
#include "banner.hpp"

namespace loglens {

const char* banner() {
  return "loglens " LOGLENS_VERSION " (" LOGLENS_BUILD_TAG "), looks into access logs (%{marker})";
}

}  // namespace loglens
]])
end

-- The step that builds the program is told another tag.
local function tag_in(name)
  return edit.replace(name, "-DLOGLENS_BUILD_TAG=[^ ]+", "-DLOGLENS_BUILD_TAG=%{marker}")
end

local edits = {
  -- One source file: that file and the link.
  source = { banner() },
  -- A patch release of Abseil as upstream makes one: the patch level, in a header that every file
  -- includes, and one line in a header that one in five includes.
  dependency = {
    edit.replace("third_party/vendored.lock", "abseil-cpp [^\n]+", "abseil-cpp 20240722.1"),
    edit.replace("third_party/abseil-cpp/absl/base/config.h",
      "#define ABSL_LTS_RELEASE_PATCH_LEVEL [0-9]+", "#define ABSL_LTS_RELEASE_PATCH_LEVEL 1"),
    edit.replace("third_party/abseil-cpp/absl/strings/ascii.h", "return c < 128;", "return c <= 127;"),
    banner(),
  },
  -- A release: the manifest changes, the dependencies do not.
  version = {
    edit.replace("CMakeLists.txt", "loglens VERSION [0-9.]+", "loglens VERSION 0.4.1"),
    banner(),
  },
  -- The arguments of a step.
  dockerfile = {
    tag_in "Dockerfile.layer",
    tag_in "Dockerfile.mount",
    tag_in "Dockerfile.naive",
    tag_in "Dockerfile.build-dir",
  },
  -- A new time, the same bytes.
  ["touch-only"] = { edit.touch("src/tally.cpp") },
  -- Ordinary work: requests by programs are told apart, with a test and a line in the manual.
  commit = {
    edit.write("src/robots.hpp", [[
#pragma once

#include <absl/strings/string_view.h>

namespace loglens {

/// Whether a user agent says of itself that it is a program on its own.
bool is_robot(absl::string_view agent);

}  // namespace loglens
]]),
    edit.write("src/robots.cpp", [[
#include "robots.hpp"

#include <absl/strings/match.h>

namespace loglens {

bool is_robot(absl::string_view agent) {
  for (const auto* word : {"bot", "crawl", "spider"})
    if (absl::StrContainsIgnoreCase(agent, word)) return true;
  return false;
}

}  // namespace loglens
]]),
    edit.replace("src/CMakeLists.txt", "  tally.cpp\n", "  robots.cpp\n  tally.cpp\n"),
    edit.replace("src/tally.cpp", "(#include \"tally.hpp\"\n)", "$1\n#include \"robots.hpp\"\n"),
    edit.replace("src/tally.cpp", "(  if \\(record\\.status >= 400\\))",
      "  if (is_robot(record.agent)) ++robots_;\n$1"),
    edit.replace("src/tally.hpp", "(  std::uint64_t unread\\(\\) const)",
      "  /// Requests by programs on their own.\n  std::uint64_t robots() const { return robots_; }\n$1"),
    edit.replace("src/tally.hpp", "(  std::uint64_t unread_ = 0;)", "$1\n  std::uint64_t robots_ = 0;"),
    edit.replace("src/report_text.cpp", "(  if \\(tally\\.requests\\(\\) == 0\\) return;)",
      "  absl::StrAppendFormat(&out, \"%d requests by robots\\n\", tally.robots());\n$1"),
    edit.replace("tests/tally_test.cpp", "(  const auto top = )",
      "  CHECK(tally.robots() == 0);\n$1"),
    edit.append("README.md", "\nRobots are told apart by what they call themselves.\n"),
    banner(),
  },
}

local toolchain = {
  ["cpp-toolchain:14.2"] = base.debian {
    public = false,
    suite = "trixie",
    packages = { "ccache", "cmake", "g++", "ninja-build" },
    exclude = unused,
  },
}

local fixtures = {
  abseil = fixture.build {
    context = "abseil",
    bases = { ["debian-sources:trixie"] = base.debian { suite = "trixie", packages = { "apt" } } },
    overlay = "context",
  },
}

local artifact = { path = "/app", marker = "bxbench-unedited" }
local lock_files = { "CMakeLists.txt", "third_party/vendored.lock" }

return {
  workload {
    name = "cpp",
    summary = "program in C++ on Abseil, compiled from source with CMake, Ninja and ccache",
    context = "app",
    dockerfiles = { layer = "app/Dockerfile.layer", mount = "app/Dockerfile.mount" },
    variants = {
      naive = {
        summary = "the same with libraries and program compiled in one step",
        dockerfiles = { layer = "app/Dockerfile.naive" },
      },
    },
    cache_mounts = { { id = "ccache", target = "/root/.cache/ccache" } },
    lock_files = lock_files,
    bases = toolchain,
    fixtures = fixtures,
    edits = edits,
    artifact = artifact,
  },
  -- No variant: its cache mount is another.
  workload {
    name = "cpp.build-dir",
    summary = "the same with the build directory in a cache mount, without ccache",
    context = "app",
    dockerfiles = { mount = "app/Dockerfile.build-dir" },
    cache_mounts = { { id = "build-dir", target = "/build", sharing = "locked" } },
    lock_files = lock_files,
    bases = toolchain,
    fixtures = fixtures,
    edits = edits,
    artifact = artifact,
  },
}
