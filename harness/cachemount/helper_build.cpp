// SPDX-License-Identifier: Apache-2.0
#include <harness/builder/buildx.hpp>
#include <harness/cachemount/helper_build.hpp>
#include <harness/cachemount/mover_image.hpp>
#include <harness/progress/trace.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <sstream>

namespace fs = std::filesystem;

namespace bxbench::cachemount {

namespace {

/// Dockerfiles know quotes in flags only around a whole `key=value`.
std::string quoted(std::string_view key, std::string_view value) {
  return fmt::format("\"{}={}\"", key, value);
}

std::string identity(const suite::CacheMount& mount) {
  if (!mount.id.empty()) return mount.id;
  auto cleaned = fs::path(mount.target).lexically_normal().string();
  if (cleaned.size() > 1 && cleaned.back() == '/') cleaned.pop_back();
  return cleaned;
}

}  // namespace

std::string mount_flag(const suite::CacheMount& mount, std::string_view target) {
  auto flag = fmt::format("type=cache,{},target={}", quoted("id", identity(mount)), target);
  if (mount.uid) flag += fmt::format(",uid={}", *mount.uid);
  if (mount.gid) flag += fmt::format(",gid={}", *mount.gid);
  if (mount.mode) flag += fmt::format(",mode={:04o}", *mount.mode);
  // Of a mount that the step before has not let go of yet, another mode would make a second, empty
  // one under the same id; this one waits. How it is shared is no part of a mount's identity.
  return flag + ",sharing=locked";
}

std::string helper_dockerfile(const HelperBuild& build) {
  std::string flags;
  auto words = nlohmann::json::array({"/mover"});
  for (const auto& word : build.words)
    words.push_back(word);
  for (std::size_t n = 0; n < build.mounts.size(); ++n) {
    const auto target = fmt::format("/mount/{}", n);
    flags += fmt::format("--mount={} ", mount_flag(build.mounts[n], target));
    words.push_back(target);
  }
  for (std::size_t n = 0; n < build.images.size(); ++n)
    flags += fmt::format("--mount=type=bind,from={},target=/image/{} ", build.images[n], n);
  return fmt::format("FROM scratch\nCOPY mover /mover\nRUN {}{}\n", flags, words.dump());
}

Result<std::vector<Content>> read_contents(const std::string& said,
                                           const std::vector<suite::CacheMount>& mounts) {
  std::vector<Content> contents(mounts.size());
  std::vector<bool> seen(mounts.size());
  std::istringstream lines(said);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string word;
    std::size_t n = 0;
    Content content;
    if (!(words >> word >> n >> content.files >> content.directories >> content.others >>
          content.bytes) ||
        word != "mount" || n >= mounts.size())
      continue;
    contents[n] = content;
    seen[n] = true;
  }
  for (std::size_t n = 0; n < mounts.size(); ++n)
    if (!seen[n])
      return Error{Errc::environment, fmt::format("a helper build told nothing about cache mount "
                                                  "{}: {}",
                                                  identity(mounts[n]), said)};
  return contents;
}

namespace {

Result<void> prepare_context(const HelperBuild& build) {
  if (auto made = make_directories(build.directory); !made) return made.error();
  const auto mover = build.directory / "mover";
  std::error_code failure;
  if (!fs::exists(mover, failure)) {
    if (auto written = write_file_atomically(mover, mover_image()); !written) return written;
    fs::permissions(mover, fs::perms(0755), failure);
    if (failure) return Error{Errc::io, "cannot make a program of " + mover.string()};
  }
  return write_file_atomically(build.directory / "Dockerfile", helper_dockerfile(build));
}

std::string what_it_said(progress::Trace trace) {
  std::string said;
  for (const auto& vertex : trace.vertices) {
    said += vertex.log;
    if (!vertex.error.empty()) said += vertex.name + ": " + vertex.error + "\n";
  }
  return said;
}

}  // namespace

boost::asio::awaitable<Result<std::string>> run_helper(process::Launcher& launcher,
                                                       const builder::Builder& builder,
                                                       HelperBuild build) {
  if (auto prepared = prepare_context(build); !prepared) co_return prepared.error();
  builder::BuildRequest request;
  request.context = build.directory;
  request.dockerfile = build.directory / "Dockerfile";
  request.contexts = build.contexts;
  request.output = "type=cacheonly";
  request.limit = build.limit;
  auto command = builder::build_command(builder, request);
  progress::TraceBuilder trace;
  command.on_error_line = [&trace](std::string_view line) { trace.add_line(line); };
  auto outcome = co_await launcher.run(command);
  if (!outcome) co_return outcome.error();
  if (outcome->end == process::Outcome::End::cancelled)
    co_return Error{Errc::interrupted, "interrupted"};
  auto said = what_it_said(trace.take());
  if (!outcome->succeeded())
    co_return Error{Errc::environment, fmt::format("a helper build failed ({}): {}",
                                                   process::describe_end(*outcome), said)};
  co_return said;
}

}  // namespace bxbench::cachemount
