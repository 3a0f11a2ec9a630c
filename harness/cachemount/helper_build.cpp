// SPDX-License-Identifier: Apache-2.0
#include <harness/builder/buildx.hpp>
#include <harness/cachemount/helper_build.hpp>
#include <harness/progress/trace.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>

namespace fs = std::filesystem;

namespace bxbench::cachemount {

std::string helper_dockerfile(const std::vector<std::string>& ids, const std::string& script) {
  std::string mounts;
  for (std::size_t n = 0; n < ids.size(); ++n)
    mounts += fmt::format("--mount=type=cache,\"id={}\",target=/mount/{} ", ids[n], n);
  return fmt::format(
      "FROM scratch\n"
      "COPY busybox /bin/busybox\n"
      "RUN [\"/bin/busybox\", \"--install\", \"-s\", \"/bin\"]\n"
      "RUN {}<<'BXBENCH'\n#!/bin/busybox sh\nset -eu -o pipefail\n{}\nBXBENCH\n",
      mounts, script);
}

namespace {

Result<void> prepare_context(const HelperBuild& build) {
  if (auto made = make_directories(build.directory); !made) return made.error();
  std::error_code failure;
  fs::copy_file("/bin/busybox", build.directory / "busybox", fs::copy_options::skip_existing,
                failure);
  if (failure)
    return Error{Errc::environment, "cannot read /bin/busybox: " + failure.message(),
                 "install busybox-static"};
  return write_file_atomically(build.directory / "Dockerfile",
                               helper_dockerfile(build.ids, build.script));
}

std::string what_it_said(progress::Trace trace) {
  std::string said;
  for (const auto& vertex : trace.vertices)
    said += vertex.log;
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
  request.output = "type=cacheonly";
  auto command = builder::build_command(builder, request);
  progress::TraceBuilder trace;
  command.on_error_line = [&trace](std::string_view line) { trace.add_line(line); };
  auto outcome = co_await launcher.run(command);
  if (!outcome) co_return outcome.error();
  if (outcome->end == process::Outcome::End::cancelled)
    co_return Error{Errc::interrupted, "interrupted"};
  auto said = what_it_said(trace.take());
  if (!outcome->succeeded())
    co_return Error{Errc::environment,
                    fmt::format("a helper build that looks into cache mounts failed ({}): {}",
                                process::describe_end(*outcome), said)};
  co_return said;
}

}  // namespace bxbench::cachemount
