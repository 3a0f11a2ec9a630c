// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/cache_lines.hpp>
#include <harness/cilog/carry_lines.hpp>
#include <harness/cilog/command_lines.hpp>
#include <harness/cilog/log_reader.hpp>
#include <harness/cilog/progress_lines.hpp>
#include <harness/cilog/runner_lines.hpp>
#include <harness/cilog/scan.hpp>

namespace bxbench::cilog {

struct LogReader::State {
  State(const LogName& name, Sink to)
      : sink(std::move(to)),
        out(name.file, [this](const Event& event) { tell(event); }),
        runner(out, {[this](const auto& step) { begin_step(step); }, [this] { end_step(); }}) {
    splitter = make_splitter();
    runner.default_job(name.job);
    summary.files = 1;
    step_file = name.step;
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  LineSplitter make_splitter() {
    return LineSplitter([this](std::string_view bytes) { line(bytes); });
  }

  void tell(const Event& event) {
    const auto* job = std::get_if<JobBegins>(&event.what);
    if (std::holds_alternative<LogBegins>(event.what) || job != nullptr ||
        std::holds_alternative<JobEnds>(event.what))
      return sink(event);
    runner.ensure_job();
    ++summary.events;
    sink(event);
  }

  void begin_step(const StepBegins& step) {
    cache.begin_step(step.inputs);
    carry.begin_step(step.action, step.inputs);
  }

  void end_step() {
    tty.finish();
    table.end(false);
    table.forget_announced();
    cache.end_step();
    carry.end_step();
    commands.end_step();
    output.finish(runner.step(), out);
  }

  void line(std::string_view bytes) {
    ++number;
    ++summary.lines;
    while (bytes.ends_with('\r'))
      bytes.remove_suffix(1);
    auto whole = undress(bytes.substr(0, bytes.find('\r')), scratch);
    whole.number = number;
    text(whole);
    // What is overwritten on a terminal are lines of their own here.
    for (auto next = bytes.find('\r'); next != bytes.npos; next = bytes.find('\r')) {
      bytes.remove_prefix(next + 1);
      whole.text = without_colours(bytes.substr(0, bytes.find('\r')), scratch);
      if (!whole.text.empty()) text(whole);
    }
  }

  void text(const Line& line) {
    out.at(line);
    if (!line.job.empty()) runner.columns(line.job, line.step);
    const auto text = line.text;
    if (runner.line(text)) {
      if (runner.in_heading()) commands.command(text, true);
      return;
    }
    if (raw.line(text) || plain.line(text) || tty.line(text) || cache.line(text) ||
        carry.line(text) || commands.line(text))
      return;
    output.line(text, out);
  }

  Sink sink;
  Emitter out;
  RunnerLines runner;
  BuildTable table{out};
  PlainLines plain{table, out};
  TtyLines tty{table};
  RawLines raw{table, out};
  CacheLines cache{out};
  CarryLines carry{out};
  CommandLines commands{table, out};
  Output output;
  LineSplitter splitter{{}};
  std::string scratch, step_file;
  std::size_t number = 0;
  LogSummary summary;
};

LogReader::LogReader(const LogName& name, Sink sink)
    : state_(std::make_unique<State>(name, std::move(sink))) {
  state_->out.emit(LogBegins{name.file, name.archive});
  if (!name.step.empty()) state_->runner.columns("", name.step);
}

LogReader::~LogReader() = default;
LogReader::LogReader(LogReader&&) noexcept = default;
LogReader& LogReader::operator=(LogReader&&) noexcept = default;

void LogReader::add(std::string_view bytes) {
  state_->summary.bytes += bytes.size();
  state_->splitter.add(bytes);
}

void LogReader::next_file(const LogName& name) {
  auto& state = *state_;
  state.splitter.finish();
  state.summary.cut_lines += state.splitter.cut_lines();
  if (state.splitter.binary()) ++state.summary.binary_files;
  state.splitter = state.make_splitter();
  state.number = 0;
  ++state.summary.files;
  state.out.file(name.file);
  state.runner.columns("", name.step);
}

void LogReader::finish() {
  auto& state = *state_;
  state.splitter.finish();
  state.summary.cut_lines += state.splitter.cut_lines();
  if (state.splitter.binary()) ++state.summary.binary_files;
  state.runner.finish();
}

const LogSummary& LogReader::summary() const {
  return state_->summary;
}

}  // namespace bxbench::cilog
