// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/read_log.hpp>
#include <harness/cli/diagnose_inputs.hpp>
#include <harness/cli/ignore_file.hpp>
#include <harness/diagnosis/dockerfile_facts.hpp>
#include <harness/diagnosis/facts/from_log.hpp>
#include <harness/diagnosis/workflow_facts.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace fs = std::filesystem;

namespace bxbench::cli {
namespace {

enum class Kind { log, run, workflow, dockerfile };

Kind kind_of(const std::string& name) {
  if (name == "-") return Kind::log;
  const fs::path file(name);
  std::error_code failure;
  if (fs::is_directory(file, failure) || file.filename() == "journal.jsonl") return Kind::run;
  const auto extension = file.extension();
  if (extension == ".yml" || extension == ".yaml") return Kind::workflow;
  const auto base = file.filename().string();
  const bool dockerfile = base.starts_with("Dockerfile") || base.starts_with("Containerfile") ||
                          extension == ".dockerfile" || extension == ".Dockerfile";
  return dockerfile && extension != ".log" && extension != ".txt" ? Kind::dockerfile : Kind::log;
}

Result<void> add_workflow(const fs::path& file, Inputs& inputs) {
  if (inputs.facts.workflow)
    return Error{Errc::bad_input, "two workflows cannot be diagnosed at once",
                 "name one after the other"};
  auto text = read_file(file);
  if (!text) return Error{Errc::bad_input, text.error().message, text.error().hint};
  auto workflow = diagnosis::read_workflow(*text, file.string());
  if (!workflow) return workflow.error();
  inputs.read.push_back(
      fmt::format("{}: a workflow of {} jobs", file.string(), workflow->jobs.size()));
  inputs.facts.workflow = std::make_shared<const diagnosis::WorkflowFacts>(std::move(*workflow));
  return {};
}

Result<void> add_dockerfile(const fs::path& file, Inputs& inputs) {
  auto text = read_file(file);
  if (!text) return Error{Errc::bad_input, text.error().message, text.error().hint};
  const auto ignore = find_ignore_file(file, inputs.facts.workflow.get());
  auto dockerfile = diagnosis::read_dockerfile(*text, file.string(), ignore.file);
  if (!dockerfile) return dockerfile.error();
  dockerfile->ignore_known = ignore.certain;
  inputs.read.push_back(
      fmt::format("{}: a Dockerfile of {} stages", file.string(), dockerfile->stages.size()));
  inputs.facts.dockerfile =
      std::make_shared<const diagnosis::DockerfileFacts>(std::move(*dockerfile));
  return {};
}

std::string describe(const std::string& name, const cilog::LogSummary& summary) {
  auto text = fmt::format("{}: {} lines", name == "-" ? "standard input" : name, summary.lines);
  if (summary.files > 1) text += fmt::format(" in {} files", summary.files);
  if (summary.cut_lines > 0) text += fmt::format(", {} of them cut", summary.cut_lines);
  if (summary.events == 0) text += ", none of a build or a cache";
  if (summary.binary_files > 0) text += ", partly no text";
  return text;
}

Result<void> add_log(const std::string& name, diagnosis::JobsFromLog& jobs, Inputs& inputs) {
  auto summary = cilog::read_log(name, [&](const auto& event) { jobs.add(event); });
  if (!summary) return summary.error();
  inputs.read.push_back(describe(name, *summary));
  return {};
}

}  // namespace

Result<Inputs> read_inputs(const std::vector<std::string>& files, const fs::path& dockerfile) {
  Inputs inputs;
  diagnosis::JobsFromLog logged;
  std::vector<fs::path> dockerfiles;  // read last: a workflow tells their context
  for (const auto& file : files) {
    Result<void> added;
    switch (kind_of(file)) {
      case Kind::log:
        added = add_log(file, logged, inputs);
        break;
      case Kind::run:
        inputs.runs.emplace_back(file);
        break;
      case Kind::workflow:
        added = add_workflow(file, inputs);
        break;
      case Kind::dockerfile:
        dockerfiles.emplace_back(file);
        break;
    }
    if (!added) return added.error();
  }
  if (!dockerfile.empty()) dockerfiles.push_back(dockerfile);
  for (const auto& file : dockerfiles)
    if (auto added = add_dockerfile(file, inputs); !added) return added.error();
  auto jobs = logged.take();
  inputs.facts.jobs.insert(inputs.facts.jobs.end(), std::make_move_iterator(jobs.begin()),
                           std::make_move_iterator(jobs.end()));
  return inputs;
}

}  // namespace bxbench::cli
