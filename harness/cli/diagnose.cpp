// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/command.hpp>
#include <harness/cli/console.hpp>
#include <harness/cli/diagnose_inputs.hpp>
#include <harness/cli/diagnose_run.hpp>
#include <harness/cli/output_file.hpp>
#include <harness/diagnosis/profile.hpp>
#include <harness/diagnosis/rule.hpp>
#include <harness/report/diagnosis.hpp>
#include <harness/support/say.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <unistd.h>

namespace bxbench::cli {
namespace {

struct Options {
  std::vector<std::string> files, thresholds;
  std::filesystem::path dockerfile, output;
  std::string format, profile = "default";
  bool no_color = false, verbose = false;
};

Result<diagnosis::Profile> profile_of(const Options& options) {
  auto profile = diagnosis::find_profile(options.profile);
  if (!profile) return profile;
  for (const auto& assignment : options.thresholds)
    if (auto set = diagnosis::set_threshold(*profile, assignment); !set) return set.error();
  return profile;
}

Result<void> write(const Options& options, const report::Diagnosis& diagnosis) {
  const auto exporters = report::diagnosis_exporters();
  const auto exporter = std::find_if(exporters.begin(), exporters.end(),
                                     [&](const auto& one) { return one.format == options.format; });
  const bool to_stdout = options.output.empty() || options.output == "-";
  auto layout = to_stdout ? layout_of_stdout(options.no_color) : report::Layout{};
  layout.details = options.verbose;
  const auto text = exporter->render(diagnosis, layout);
  return to_stdout ? emit(text) : write_output(options.output, text);
}

Result<int> diagnose(Options options) {
  auto profile = profile_of(options);
  if (!profile) return profile.error();
  if (options.files.empty() && options.dockerfile.empty()) {
    if (isatty(STDIN_FILENO) != 0)
      return Error{Errc::bad_input, "nothing to diagnose was named",
                   "name a log, a run's folder or a workflow, or pipe a log or a workflow in"};
    options.files.emplace_back("-");
  }
  auto inputs = read_inputs(options.files, options.dockerfile);
  if (!inputs) return inputs.error();
  report::Diagnosis diagnosis;
  diagnosis.findings = diagnosis::judge_each(inputs->facts, *profile);
  diagnosis.tally = diagnosis::tally(inputs->facts);
  diagnosis.read = std::move(inputs->read);
  for (const auto& run : inputs->runs) {
    auto told = diagnose_run(run, *profile);
    if (!told) return told.error();
    diagnosis.read.push_back(std::move(told->read));
    diagnosis.tally.builds += told->tally.builds;
    diagnosis.tally.cache_steps += told->tally.cache_steps;
    std::move(told->findings.begin(), told->findings.end(), std::back_inserter(diagnosis.findings));
  }
  diagnosis::sort_findings(diagnosis.findings);
  for (const auto& file : options.files)
    diagnosis.files.push_back(file == "-" ? std::string(report::stdin_name) : file);
  if (!options.dockerfile.empty()) diagnosis.files.push_back(options.dockerfile.string());
  std::error_code unknown;
  diagnosis.directory = std::filesystem::current_path(unknown).string();
  diagnosis.profile = profile->name + (options.thresholds.empty() ? "" : ", adjusted");
  if (auto written = write(options, diagnosis); !written) return written.error();
  const bool failed =
      std::any_of(diagnosis.findings.begin(), diagnosis.findings.end(),
                  [](const auto& one) { return one.outcome == diagnosis::Outcome::fail; });
  return failed ? exit_verdict : exit_ok;
}

Result<int> explain(const std::string& name, bool no_color) {
  const auto text = report::explain_rule(name, layout_of_stdout(no_color));
  if (text.empty())
    return Error{Errc::bad_input, fmt::format("there is no rule '{}'", name),
                 "bxbench list rules shows all of them"};
  if (auto written = emit(text); !written) return written.error();
  return exit_ok;
}

std::string thresholds_help() {
  std::string help = "Change one of the profile, e.g. restore-at-least=50MB:";
  for (const auto& one : diagnosis::thresholds())
    help += fmt::format(" {}", one.name);
  return help + " (bxbench list thresholds tells what they are)";
}

}  // namespace

void declare_diagnose(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "diagnose", "Say why a cache does not work, from CI logs, a run, or workflow and Dockerfile");
  command->add_option("files", options->files,
                      "Logs (also zipped, or a folder of them), folders of runs, workflows, "
                      "composite actions; '-': standard input");
  command->add_option("--dockerfile", options->dockerfile, "The Dockerfile that is built");
  std::vector<std::string> formats, profiles;
  for (const auto& exporter : report::diagnosis_exporters())
    formats.emplace_back(exporter.format);
  for (const auto& profile : diagnosis::profiles())
    profiles.push_back(profile.name);
  options->format = formats.front();
  command->add_option("--format", options->format, "How to print")
      ->check(CLI::IsMember(formats))
      ->capture_default_str();
  command->add_option("--profile", options->profile, "What a cache must amount to")
      ->check(CLI::IsMember(profiles))
      ->capture_default_str();
  command->add_option("--threshold", options->thresholds, thresholds_help())
      ->allow_extra_args(false)
      ->type_name("NAME=VALUE");
  command->add_option("-o,--output", options->output, "Write to a file ('-': stdout)");
  command->add_flag("-v,--verbose", options->verbose, "Also what holds");
  command->add_flag("--no-color", options->no_color, "No colours (NO_COLOR does the same)");
  command->callback(
      [&chosen, options] { chosen = [options](const auto&) { return diagnose(*options); }; });
}

void declare_explain(CLI::App& app, Action& chosen) {
  struct Wanted {
    std::string rule;
    bool no_color = false;
  };
  auto wanted = std::make_shared<Wanted>();
  auto* command = app.add_subcommand("explain", "Tell what a rule is about, and how to mend it");
  command->add_option("rule", wanted->rule, "Its name, as in `bxbench list rules`")->required();
  command->add_flag("--no-color", wanted->no_color, "No colours (NO_COLOR does the same)");
  command->callback([&chosen, wanted] {
    chosen = [wanted](const auto&) { return explain(wanted->rule, wanted->no_color); };
  });
}

}  // namespace bxbench::cli
