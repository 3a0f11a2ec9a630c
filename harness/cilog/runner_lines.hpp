// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cilog/emitter.hpp>

#include <functional>
#include <map>

namespace bxbench::cilog {

/// What the recognisers of a step's lines are told.
struct StepHooks {
  std::function<void(const StepBegins& step)> begin;
  std::function<void()> end;
};

/// Jobs and steps, as the services' runners print them. GitHub: "Complete job name: …",
/// "##[group]Run …" with the inputs up to "##[endgroup]", "Post job cleanup."; text copied from
/// its web page lacks the marks. GitLab: "section_start:1700000000:name", "section_end:…".
class RunnerLines {
 public:
  RunnerLines(Emitter& out, StepHooks hooks) : out_(out), hooks_(std::move(hooks)) {}
  /// Name of the job, should the log not tell it.
  void default_job(std::string name) { default_job_ = std::move(name); }
  /// Columns of `gh run view --log`, or the file's names in an archive of steps.
  void columns(std::string_view job, std::string_view step);
  bool line(std::string_view text);
  /// The lines are the text of a step's script or inputs, not its output.
  bool in_heading() const { return heading_ != Heading::none; }
  const std::string& step() const { return step_.name; }
  void ensure_job();
  void finish();

 private:
  enum class Heading { none, group, copied };
  bool github(std::string_view text);
  bool gitlab(std::string_view text);
  void heading_line(std::string_view text);
  void input(std::string_view text);
  void begin_step(StepBegins step, Heading heading);
  void tell_step();
  void end_step();
  void begin_job(std::string_view name);
  void open_job(std::string_view name);
  void end_job();
  bool ref(std::string_view text);

  Emitter& out_;
  StepHooks hooks_;
  std::string default_job_, job_column_, step_column_;
  bool job_open_ = false, step_open_ = false;
  Heading heading_ = Heading::none;
  bool in_inputs_ = false, times_ = false;
  std::size_t heading_lines_ = 0;
  std::string last_input_;
  StepBegins step_;
  Source step_line_;
  std::optional<double> job_begun_, step_begun_;
};

}  // namespace bxbench::cilog
