// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/workflow_parts.hpp>

#include <boost/algorithm/string/case_conv.hpp>

#include <algorithm>
#include <regex>

namespace bxbench::diagnosis {
namespace {

Granted granted(const workflow::Permissions& permissions, const Settings& settings) {
  Granted granted;
  granted.place = settings.place(permissions.at);
  if (permissions.all == "read-all") granted.scopes["*"] = "read";
  if (permissions.all == "write-all") granted.scopes["*"] = "write";
  for (const auto& field : permissions.scopes)
    granted.scopes[field.name.text] = field.value.text;
  return granted;
}

/// Labels of GitHub's own runners, and of larger ones as they are named by default
/// (https://docs.github.com/actions/reference/runners/github-hosted-runners).
bool is_hosted_label(const std::string& label) {
  static const std::regex known(
      "(ubuntu|windows|macos)-(latest|slim|[0-9.]{1,8})(-arm|-intel|-large|-xlarge|-[0-9]{1,4}-"
      "cores?)?");
  return label.size() < 64 && std::regex_match(boost::to_lower_copy(label), known);
}

/// Every other label, and a group, may be of runners that somebody keeps.
bool is_hosted(const std::string& runs_on, const std::optional<workflow::Matrix>& matrix) {
  constexpr std::string_view axis_begin = "${{ matrix.";
  if (runs_on.empty() || !runs_on.starts_with(axis_begin) || !matrix)
    return runs_on.empty() || is_hosted_label(runs_on);
  const auto name = runs_on.substr(axis_begin.size(), runs_on.find(" }}") - axis_begin.size());
  bool any = false, all = !matrix->computed;
  const auto see = [&](const workflow::Value& value) {
    any = true;
    all = all && is_hosted_label(value.text);
  };
  for (const auto& axis : matrix->axes)
    if (axis.name.text == name) std::for_each(axis.values.begin(), axis.values.end(), see);
  for (const auto& entry : matrix->include)
    if (const auto* value = workflow::find(entry, name)) see(*value);
  return any && all;
}

PipelineJob read_job(const workflow::Workflow& workflow, const workflow::Job& job) {
  const Settings settings(workflow, job);
  PipelineJob read;
  read.name = job.id.text;
  read.runs_on = settings.setting(job.runs_on);
  read.partial = workflow.action;
  read.hosted = !workflow.action && is_hosted(read.runs_on.text, job.matrix);
  if (workflow.action) read.unread.push_back(0);  // whatever comes before it in the job
  if (job.matrix) read.parallel = job.matrix->computed ? 2 : job.matrix->jobs();
  const auto& permissions = job.permissions ? job.permissions : workflow.permissions;
  if (permissions) read.permissions = granted(*permissions, settings);
  for (std::size_t at = 0; at < job.steps.size(); ++at) {
    const auto& step = job.steps[at];
    const StepReader reader{step, Settings(workflow, job, &step), at + 1};
    read_cache_step(reader, read);
    read_dance(reader, read);
    read_build_action(reader, read);
    read_setup(reader, read);
    read_other_action(reader, read);
    read_script(reader, read);
  }
  return read;
}

/// What tags and releases save, later ones cannot read; what a branch saves, they can if it is the
/// default one.
void read_events(const workflow::Workflow& workflow, WorkflowFacts& facts) {
  const auto at = [&](const workflow::Value& value) {
    return Place{workflow.file, value.at.line, value.at.column,
                 workflow.source.line(value.at.line)};
  };
  for (const auto& trigger : workflow.triggers) {
    const auto& name = trigger.name.text;
    const bool tags_alone =
        !trigger.tags.empty() && trigger.branches.empty() && trigger.branches_ignore.empty();
    if (name == "release" || (name == "push" && tags_alone)) {
      if (!facts.on_tags) facts.on_tags = at(name == "push" ? trigger.tags.front() : trigger.name);
    } else if (name == "push" || name == "schedule" || name == "workflow_call" ||
               name == "workflow_dispatch" || name == "repository_dispatch" ||
               name == "workflow_run") {
      facts.on_branches = true;
    }
  }
}

}  // namespace

Result<WorkflowFacts> read_workflow(std::string_view text, const std::string& file) {
  const auto workflow = workflow::read(text, file);
  if (!workflow) return workflow.error();
  WorkflowFacts facts;
  facts.file = file;
  read_events(*workflow, facts);
  for (const auto& job : workflow->jobs)
    facts.jobs.push_back(read_job(*workflow, job));
  return facts;
}

}  // namespace bxbench::diagnosis
