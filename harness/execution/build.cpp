// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/build.hpp>
#include <harness/execution/progress_log.hpp>
#include <harness/process/usage_meter.hpp>

#include <fmt/format.h>

#include <string>

namespace bxbench::execution {
namespace {

std::string last_lines(const std::string& text, std::size_t count) {
  auto begin = text.find_last_not_of('\n');
  for (std::size_t n = 0; begin != std::string::npos && n < count; ++n)
    begin = begin == 0 ? std::string::npos : text.rfind('\n', begin - 1);
  return begin == std::string::npos ? text : text.substr(begin + 1);
}

/// The vertex that failed with the end of its output, or what buildx itself said.
std::string why_failed(const progress::Trace& trace) {
  std::string why;
  for (const auto& vertex : trace.vertices)
    if (!vertex.error.empty() && vertex.error.find("context canceled") == std::string::npos)
      why += fmt::format("\n  {}: {}\n{}", vertex.name, vertex.error, last_lines(vertex.log, 12));
  if (!why.empty()) return why;
  for (const auto& line : trace.other_lines)
    why += "\n  " + line;
  return why;
}

bool is_disk_full(const std::string& why) {
  return why.find("no space left on device") != std::string::npos;
}

}  // namespace

boost::asio::awaitable<Result<BuildOutcome>> run_build(process::Launcher& launcher,
                                                       const builder::Builder& builder,
                                                       builder::BuildRequest request,
                                                       BuildListener listener) {
  auto command = builder::build_command(builder, request);
  progress::TraceBuilder trace;
  ProgressLog log(listener.log);
  command.on_error_line = [&](std::string_view line) {
    log.add_line(line);
    trace.add_line(line);
    if (listener.on_vertex && !trace.last_started().empty())
      listener.on_vertex(trace.last_started());
  };
  const process::UsageMeter daemon(builder.processes());
  auto outcome = co_await launcher.run(command);
  if (!outcome) co_return outcome.error();
  const measure::Resources resources{outcome->usage, daemon.read()};
  log.finish();
  if (outcome->end == process::Outcome::End::cancelled)
    co_return Error{Errc::interrupted, "interrupted"};
  BuildOutcome result{outcome->wall, trace.take(), resources};
  if (outcome->succeeded()) co_return result;
  const auto why = why_failed(result.trace);
  Error error{Errc::build_failed,
              fmt::format("the build failed ({}):{}", process::describe_end(*outcome), why)};
  if (is_disk_full(why)) {
    error.code = Errc::environment;
    error.hint = "name a place with more room for temporary files with TMPDIR";
    co_return error;
  }
  if (!listener.log.empty()) error.hint = "all of its output: zstdcat " + listener.log.string();
  result.failure = std::move(error);
  co_return result;
}

}  // namespace bxbench::execution
