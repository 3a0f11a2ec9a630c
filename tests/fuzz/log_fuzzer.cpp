// SPDX-License-Identifier: Apache-2.0
// The input as a CI log; cut into pieces it must yield the same events.
#include <harness/cilog/line.hpp>
#include <harness/cilog/log_reader.hpp>
#include <tests/fuzz/check.hpp>

#include <vector>

using namespace bxbench;
using namespace bxbench::cilog;

namespace {

struct Read {
  LogSummary summary;
  std::vector<std::size_t> kinds, lines;
};

Read read(std::string_view log, std::size_t piece) {
  Read result;
  LogReader reader({"log", "", "job", ""}, [&](const Event& event) {
    fuzz::check(!event.sources.empty(), "an event names its lines");
    for (const auto& source : event.sources)
      fuzz::check(printable(source.text, 4 * source.text.size() + 4) == source.text,
                  "a source is text");
    result.kinds.push_back(event.what.index());
    result.lines.push_back(event.sources.front().line);
  });
  for (; !log.empty(); log.remove_prefix(std::min(piece, log.size())))
    reader.add(log.substr(0, piece));
  reader.finish();
  result.summary = reader.summary();
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto log = fuzz::text_of(bytes, size);
  const auto whole = read(log, size == 0 ? 1 : size), pieces = read(log, 7);
  fuzz::check(whole.kinds == pieces.kinds && whole.lines == pieces.lines, "pieces do not matter");
  fuzz::check(whole.summary.lines == pieces.summary.lines, "as many lines");
  int jobs = 0, steps = 0, builds = 0;
  for (const auto kind : whole.kinds) {
    jobs += kind == 1 ? 1 : kind == 2 ? -1 : 0;
    steps += kind == 3 ? 1 : kind == 4 ? -1 : 0;
    builds += kind == 10 ? 1 : kind == 11 ? -1 : 0;
    fuzz::check(jobs >= 0 && jobs <= 1, "one job at a time");
    fuzz::check(steps >= 0 && steps <= 1, "one step at a time");
    fuzz::check(builds >= 0 && builds <= 1, "one build at a time");
  }
  fuzz::check(jobs == 0 && steps == 0 && builds == 0, "what begins ends");
  return 0;
}
