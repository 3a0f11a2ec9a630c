// SPDX-License-Identifier: Apache-2.0
// How fast a build's progress is decoded, and whether a long stream takes more memory than a short
// one: a recorded stream, repeated with times that go on, through TraceBuilder.
//   rawjson_decode [STREAM [MEGABYTES]]
#include <harness/progress/trace.hpp>
#include <harness/support/files.hpp>
#include <harness/support/units.hpp>

#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <regex>
#include <string>
#include <sys/resource.h>
#include <vector>

using namespace bxbench;

namespace {

constexpr std::size_t megabyte = 1'000'000;

/// A recorded line in pieces, between which times stand.
struct Line {
  std::vector<std::string> pieces;
  std::vector<std::string> clocks;  ///< what follows the seconds: ".668800732Z"
};

/// Times become hour, minute and second of the repetition; their fractions stay.
std::vector<Line> lines_of(const std::string& text) {
  static const std::regex time(R"((\d{4}-\d\d-\d\dT)\d\d:\d\d:\d\d(\.\d+Z))");
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    const auto raw = text.substr(begin, end - begin);
    begin = end + 1;
    Line line;
    std::size_t done = 0;
    for (std::sregex_iterator at(raw.begin(), raw.end(), time), none; at != none; ++at) {
      const auto start = static_cast<std::size_t>(at->position());
      line.pieces.push_back(raw.substr(done, start - done) + at->str(1));
      line.clocks.push_back(at->str(2));
      done = start + static_cast<std::size_t>(at->length());
    }
    line.pieces.push_back(raw.substr(done));
    lines.push_back(std::move(line));
  }
  return lines;
}

void compose(const Line& line, std::size_t repetition, std::string& text) {
  text.clear();
  const auto hour = repetition / 3600 % 24, minute = repetition / 60 % 60, second = repetition % 60;
  for (std::size_t n = 0; n < line.clocks.size(); ++n)
    fmt::format_to(std::back_inserter(text), "{}{:02}:{:02}:{:02}{}", line.pieces[n], hour, minute,
                   second, line.clocks[n]);
  text += line.pieces.back();
}

double peak_megabytes() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_maxrss) * 1024 / megabyte;
}

/// CPU time of this thread, which other programs on the machine do not lengthen.
double cpu_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

/// Decodes up to each of the sizes and prints what it took. Composing the lines is not timed.
void decode(const std::vector<Line>& lines, const std::vector<std::size_t>& sizes) {
  progress::TraceBuilder trace;
  std::vector<std::string> texts(lines.size());
  std::size_t bytes = 0, repetition = 0, next = 0;
  double wall = 0, cpu = 0;
  fmt::print("  at   0 MB                                         peak memory {:5.1f} MB\n",
             peak_megabytes());
  while (next < sizes.size()) {
    for (std::size_t n = 0; n < lines.size(); ++n) {
      compose(lines[n], repetition, texts[n]);
      bytes += texts[n].size() + 1;
    }
    const auto started = Clock::now();
    const auto cpu_before = cpu_seconds();
    for (const auto& text : texts)
      trace.add_line(text);
    cpu += cpu_seconds() - cpu_before;
    wall += seconds(Clock::now() - started);
    ++repetition;
    if (bytes < sizes[next] * megabyte) continue;
    const auto megabytes = static_cast<double>(bytes) / megabyte;
    fmt::print("  at {:3} MB  {:6.1f} MB/s, {:6.1f} MB per CPU second  peak memory {:5.1f} MB\n",
               sizes[next], megabytes / wall, megabytes / cpu, peak_megabytes());
    ++next;
  }
  const auto done = trace.take();
  std::size_t intervals = 0;
  for (const auto& vertex : done.vertices)
    intervals += vertex.intervals.size();
  fmt::print("  {} repetitions, {} vertices, {} intervals, {} other lines\n", repetition,
             done.vertices.size(), intervals, done.other_lines.size());
}

}  // namespace

int main(int argc, char** argv) {
  const std::string stream = argc > 1 ? argv[1] : "source-change";
  const std::size_t size = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 200;
  const auto text =
      read_file(fmt::format("{}/tests/data/rawjson/{}.jsonl", BXBENCH_PROJECT_ROOT, stream));
  if (!text) return fmt::print(stderr, "{}\n", text.error().message), 3;
  fmt::print("progress stream '{}', repeated\n", stream);
  decode(lines_of(*text), {size / 4, size / 2, size});
}
