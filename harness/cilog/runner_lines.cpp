// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/runner_lines.hpp>
#include <harness/cilog/scan.hpp>

#include <algorithm>
#include <cctype>

namespace bxbench::cilog {
namespace {

constexpr std::size_t heading_limit = 2000, inputs_limit = 100;

bool is_input_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '_';
  });
}

/// "actions/cache@v5", "owner/repo/path@ref", "./.github/actions/x"; else it is a command.
std::string action_of(std::string_view text) {
  if (text.find(' ') != text.npos) return {};
  const bool local = text.starts_with("./");
  const bool remote = text.find('/') != text.npos && text.find('@') != text.npos;
  return local || remote ? printable(text, text_limit) : std::string{};
}

std::string ref_of_checkout(std::string_view text) {
  std::string_view last, before;
  while (!text.empty()) {
    before = last;
    last = take_word(text);
  }
  if (take(last, "refs/remotes/pull/")) return "refs/pull/" + printable(last, text_limit);
  if (last.starts_with("refs/tags/")) return printable(last, text_limit);
  if (last.starts_with("refs/remotes/origin/") && !before.empty())
    return "refs/heads/" + printable(before, text_limit);
  return {};
}

}  // namespace

void RunnerLines::begin_job(std::string_view name) {
  end_job();
  open_job(name);
}

void RunnerLines::open_job(std::string_view name) {
  job_open_ = true;
  job_begun_ = out_.time();
  out_.emit(JobBegins{printable(name, text_limit)});
}

void RunnerLines::ensure_job() {
  if (!job_open_) open_job(default_job_);
}

void RunnerLines::end_job() {
  end_step();
  if (!job_open_) return;
  job_open_ = false;
  std::optional<double> seconds;
  if (job_begun_ && out_.time()) seconds = *out_.time() - *job_begun_;
  out_.emit(JobEnds{seconds});
}

void RunnerLines::begin_step(StepBegins step, Heading heading) {
  end_step();
  step_ = std::move(step);
  step_line_ = out_.here();
  step_open_ = true;
  step_begun_ = out_.time();
  heading_ = heading;
  heading_lines_ = 0;
  in_inputs_ = false;
  last_input_.clear();
  if (heading == Heading::none) tell_step();
}

/// The inputs are known now.
void RunnerLines::tell_step() {
  heading_ = Heading::none;
  for (auto& [name, value] : step_.inputs)
    value.erase(value.find_last_not_of(" \n") + 1);
  out_.emit(step_, {step_line_}, step_begun_);
  hooks_.begin(step_);
}

void RunnerLines::end_step() {
  if (heading_ != Heading::none) tell_step();
  hooks_.end();
  if (!step_open_) return;
  step_open_ = false;
  std::optional<double> seconds;
  if (step_begun_ && out_.time()) seconds = *out_.time() - *step_begun_;
  out_.emit(StepEnds{seconds});
  step_ = {};
}

void RunnerLines::columns(std::string_view job, std::string_view step) {
  if (job != job_column_) {
    job_column_ = job;
    step_column_.clear();
    begin_job(job);
  }
  if (step == step_column_) return;
  end_step();
  step_column_ = step;
}

void RunnerLines::input(std::string_view text) {
  // A value of several lines: the further ones have no time stamp of their own.
  const bool continued = times_ && !out_.line().time;
  auto rest = text;
  const bool indented = take(rest, "  ") && !rest.starts_with(' ');
  auto value = rest;
  const auto name = take_until(value, ":");
  if (!continued && indented && name.size() < rest.size() && is_input_name(name)) {
    last_input_.clear();
    if (step_.inputs.size() >= inputs_limit) return;
    last_input_ = name;
    step_.inputs[last_input_] = printable(trimmed(value), text_limit);
  } else if (!last_input_.empty()) {
    auto& kept = step_.inputs[last_input_];
    if (kept.size() < text_limit) kept += "\n" + printable(text, text_limit);
  }
}

void RunnerLines::heading_line(std::string_view text) {
  if (++heading_lines_ > heading_limit) return tell_step();
  if (heading_ == Heading::copied && !take(text, "  ") && !text.empty()) return tell_step();
  times_ = times_ || out_.line().time.has_value();
  if (text == "with:")
    in_inputs_ = true;
  else if (text == "env:" || text.starts_with("shell: "))
    in_inputs_ = false;
  else if (in_inputs_)
    input(text);
}

bool RunnerLines::ref(std::string_view text) {
  if (take(text,
           "Checking out ")) {  // GitLab: "Checking out f7372221 as detached HEAD (ref is main)..."
    take_until(text, "(ref is ");
    const auto name = take_until(text, ")");
    if (name.empty()) return false;
    out_.emit(Ref{printable(name, text_limit)});
    return true;
  }
  if (!take(text, "[command]") || text.find("/git checkout --progress --force") == text.npos)
    return false;
  auto name = ref_of_checkout(text);
  if (!name.empty()) out_.emit(Ref{std::move(name)});
  return true;
}

bool RunnerLines::github(std::string_view text) {
  if (take(text, "##[group]")) {
    if (!take(text, "Run ")) return true;  // a part of a step
    begin_step({"Run " + printable(text, text_limit), action_of(text), {}, false}, Heading::group);
    return true;
  }
  if (text == "##[endgroup]") {
    if (heading_ == Heading::group) tell_step();
    return true;
  }
  const bool names_job = take(text, "Complete job name: ");
  if (names_job || text.starts_with("Current runner version: ")) {
    if (!job_column_.empty()) return true;  // each line tells the job
    names_job ? begin_job(text) : end_job();
    return true;
  }
  if (text == "Post job cleanup.") {
    const auto name = step_column_.empty() ? std::string(text) : step_column_;
    begin_step({name, "", {}, true}, Heading::none);
    return true;
  }
  if (text == "Cleaning up orphan processes") return end_step(), true;
  if (take(text, "Run ") && !action_of(text).empty()) {
    begin_step({"Run " + printable(text, text_limit), action_of(text), {}, false}, Heading::copied);
    return true;
  }
  return false;
}

bool RunnerLines::gitlab(std::string_view text) {
  const bool begins = take(text, "section_start:");
  if (!begins && !take(text, "section_end:")) return false;
  if (const auto time = read_number(take_until(text, ":"))) out_.clock(static_cast<double>(*time));
  if (begins)
    begin_step({printable(take_until(text, "["), text_limit), "", {}, false}, Heading::none);
  else
    end_step();
  return true;
}

bool RunnerLines::line(std::string_view text) {
  if (heading_ != Heading::none && text != "##[endgroup]") {
    heading_line(text);
    if (heading_ != Heading::none) return true;
  }
  if (text.empty()) return false;
  switch (text.front()) {
    case '#':
    case 'R':
    case 'P':
      return github(text);
    case 'C':
      return github(text) || ref(text);
    case 's':
      return gitlab(text);
    case '[':
      return ref(text);
    default:
      return false;
  }
}

void RunnerLines::finish() {
  end_job();
}

}  // namespace bxbench::cilog
