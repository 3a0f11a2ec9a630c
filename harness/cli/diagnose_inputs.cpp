// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/read_log.hpp>
#include <harness/cli/diagnose_inputs.hpp>
#include <harness/cli/ignore_file.hpp>
#include <harness/cli/log_folder.hpp>
#include <harness/cli/peek.hpp>
#include <harness/diagnosis/dockerfile_facts.hpp>
#include <harness/diagnosis/facts/from_log.hpp>
#include <harness/diagnosis/workflow_facts.hpp>
#include <harness/report/diagnosis.hpp>
#include <harness/support/files.hpp>
#include <harness/workflow/model.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <unistd.h>

namespace fs = std::filesystem;

namespace bxbench::cli {
namespace {

enum class Kind { log, log_folder, run, workflow, dockerfile };

/// What was read, before it is put together.
struct Gathered {
  diagnosis::JobsFromLog logged{};
  std::vector<fs::path> runs{};
  std::vector<std::shared_ptr<const diagnosis::WorkflowFacts>> workflows{};
  std::vector<fs::path> dockerfiles{};
  std::vector<std::string> read{};
};

Result<Kind> kind_of_stdin() {
  const auto beginning = peek(STDIN_FILENO);
  if (!beginning) return beginning.error();
  return workflow::is_workflow_text(*beginning) ? Kind::workflow : Kind::log;
}

Result<Kind> kind_of(const std::string& name) {
  if (name == "-") return kind_of_stdin();
  const fs::path file(name);
  std::error_code failure;
  if (fs::is_directory(file, failure))
    return !fs::exists(file / "journal.jsonl", failure) && is_log_folder(file) ? Kind::log_folder
                                                                               : Kind::run;
  if (file.filename() == "journal.jsonl") return Kind::run;
  const auto extension = file.extension();
  if (extension == ".yml" || extension == ".yaml") return Kind::workflow;
  const auto base = file.filename().string();
  const bool dockerfile = base.starts_with("Dockerfile") || base.starts_with("Containerfile") ||
                          extension == ".dockerfile" || extension == ".Dockerfile";
  return dockerfile && extension != ".log" && extension != ".txt" ? Kind::dockerfile : Kind::log;
}

Result<void> add_workflow(const std::string& name, Gathered& all) {
  const bool piped = name == "-";
  auto text = read_file(piped ? "/dev/stdin" : name);
  if (!text) return Error{Errc::bad_input, text.error().message, text.error().hint};
  auto workflow = diagnosis::read_workflow(*text, piped ? std::string(report::stdin_name) : name);
  if (!workflow) return workflow.error();
  const bool action = workflow->jobs.size() == 1 && workflow->jobs.front().partial;
  all.read.push_back(
      action ? fmt::format("{}: a composite action", workflow->file)
             : fmt::format("{}: a workflow of {} jobs", workflow->file, workflow->jobs.size()));
  all.workflows.push_back(std::make_shared<const diagnosis::WorkflowFacts>(std::move(*workflow)));
  return {};
}

std::string describe(const std::string& name, const cilog::LogSummary& summary) {
  auto text = fmt::format("{}: {} lines", name == "-" ? std::string(report::stdin_name) : name,
                          summary.lines);
  if (summary.files > 1) text += fmt::format(" in {} files", summary.files);
  if (summary.cut_lines > 0) text += fmt::format(", {} of them cut", summary.cut_lines);
  if (summary.events == 0) text += ", none of a build or a cache";
  if (summary.binary_files > 0) text += ", partly no text";
  return text;
}

Result<void> add_log(const std::string& name, bool folder, Gathered& all) {
  const auto add = [&](const auto& event) { all.logged.add(event); };
  auto summary = folder ? read_log_folder(name, add) : cilog::read_log(name, add);
  if (!summary) return summary.error();
  all.read.push_back(describe(name, *summary));
  return {};
}

Result<void> add_file(const std::string& name, Gathered& all) {
  const auto kind = kind_of(name);
  if (!kind) return kind.error();
  switch (*kind) {
    case Kind::log:
    case Kind::log_folder:
      return add_log(name, *kind == Kind::log_folder, all);
    case Kind::run:
      all.runs.emplace_back(name);
      return {};
    case Kind::workflow:
      return add_workflow(name, all);
    case Kind::dockerfile:
      break;
  }
  all.dockerfiles.emplace_back(name);
  return {};
}

/// Which workflows a Dockerfile is judged with: those that build or carry mounts; where none does,
/// the first.
std::vector<std::size_t> concerned(const std::vector<diagnosis::Facts>& all) {
  std::vector<std::size_t> found;
  for (std::size_t at = 0; at < all.size(); ++at)
    if (all[at].workflow &&
        std::any_of(all[at].workflow->jobs.begin(), all[at].workflow->jobs.end(),
                    [](const auto& job) { return !job.builds.empty() || !job.dances.empty(); }))
      found.push_back(at);
  if (found.empty()) found.push_back(0);
  return found;
}

Result<void> add_dockerfile(const fs::path& file, Inputs& inputs) {
  auto text = read_file(file);
  if (!text) return Error{Errc::bad_input, text.error().message, text.error().hint};
  std::size_t stages = 0;
  for (const auto at : concerned(inputs.facts)) {
    auto& facts = inputs.facts[at];
    const auto ignore = find_ignore_file(file, facts.workflow.get());
    auto dockerfile = diagnosis::read_dockerfile(*text, file.string(), ignore.file);
    if (!dockerfile) return dockerfile.error();
    dockerfile->ignore_known = ignore.certain;
    stages = dockerfile->stages.size();
    facts.dockerfile = std::make_shared<const diagnosis::DockerfileFacts>(std::move(*dockerfile));
  }
  inputs.read.push_back(fmt::format("{}: a Dockerfile of {} stages", file.string(), stages));
  return {};
}

}  // namespace

Result<Inputs> read_inputs(const std::vector<std::string>& files, const fs::path& dockerfile) {
  Gathered all;
  for (const auto& file : files)
    if (auto added = add_file(file, all); !added) return added.error();
  if (!dockerfile.empty()) all.dockerfiles.push_back(dockerfile);
  Inputs inputs;
  inputs.read = std::move(all.read);
  inputs.facts.resize(std::max<std::size_t>(all.workflows.size(), 1));
  for (std::size_t at = 0; at < all.workflows.size(); ++at)
    inputs.facts[at].workflow = std::move(all.workflows[at]);
  inputs.facts.front().jobs = all.logged.take();
  inputs.runs = std::move(all.runs);
  for (const auto& file : all.dockerfiles)
    if (auto added = add_dockerfile(file, inputs); !added) return added.error();
  return inputs;
}

}  // namespace bxbench::cli
