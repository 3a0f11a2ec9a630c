// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/command.hpp>
#include <harness/cli/list_workloads.hpp>
#include <harness/cli/share.hpp>
#include <harness/diagnosis/profile.hpp>
#include <harness/diagnosis/rule.hpp>
#include <harness/script/loader.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace bxbench::cli {
namespace {

struct Line {
  std::string name, summary;
  std::vector<std::string> more{};  ///< lines below it
};

void print(const char* title, const std::vector<Line>& lines) {
  std::size_t width = 0;
  for (const auto& line : lines)
    width = std::max(width, line.name.size());
  fmt::print("{}\n", title);
  for (const auto& line : lines) {
    fmt::print("  {:<{}}  {}\n", line.name, width, line.summary);
    for (const auto& more : line.more)
      fmt::print("  {:<{}}    {}\n", "", width, more);
  }
}

std::string text_of(const suite::ParamValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<double>(&value)) return fmt::format("{}", *number);
  return std::get<std::string>(value);
}

/// Definitions with their parameters, as `--set` takes them.
template <class List>
std::vector<Line> with_params(const List& list) {
  std::vector<Line> lines;
  for (const auto& member : list) {
    lines.push_back({member->name, member->summary});
    for (const auto& param : member->params)
      lines.push_back(
          {fmt::format("  --set {}.{}={}", member->name, param.name, text_of(param.preset)),
           param.summary});
  }
  return lines;
}

std::vector<Line> workloads(const suite::Suite& suite, bool details) {
  std::vector<Line> lines;
  for (const auto& workload : suite.workloads) {
    lines.push_back({workload.name, workload.summary});
    if (details) lines.back().more = facts_of(workload);
  }
  return lines;
}

std::vector<Line> rules() {
  std::vector<Line> lines;
  for (const auto& rule : diagnosis::all_rules())
    lines.push_back({rule.name, rule.summary});
  return lines;
}

/// With what each profile has.
std::vector<Line> thresholds() {
  std::vector<Line> lines;
  for (const auto& threshold : diagnosis::thresholds()) {
    std::string values;
    for (const auto& profile : diagnosis::profiles())
      values += fmt::format("{}{} {}", values.empty() ? "" : ", ", profile.name,
                            diagnosis::value_of(threshold, profile));
    lines.push_back(
        {threshold.name, fmt::format("{}, {} ({})", threshold.unit, threshold.summary, values)});
  }
  return lines;
}

Result<int> list(const std::string& what, const std::vector<std::filesystem::path>& files) {
  auto suite = script::load_suite({share_directory(), files, {}});
  if (!suite) return suite.error();
  const bool all = what.empty();
  if (all || what == "workloads") print("workloads", workloads(*suite, !all));
  if (all || what == "strategies") print("strategies", with_params(suite->strategies));
  if (all || what == "scenarios") print("scenarios", with_params(suite->scenarios));
  if (all || what == "rules") print("rules", rules());
  if (all || what == "thresholds") print("thresholds of bxbench diagnose", thresholds());
  return exit_ok;
}

}  // namespace

void declare_list(CLI::App& app, Action& chosen) {
  struct Options {
    std::string what;
    std::vector<std::filesystem::path> files;
  };
  auto options = std::make_shared<Options>();
  auto* command =
      app.add_subcommand("list", "Show workloads, strategies, scenarios, rules and thresholds");
  command->add_option("what", options->what, "One kind alone")
      ->check(CLI::IsMember({"workloads", "strategies", "scenarios", "rules", "thresholds"}));
  command->add_option("--load", options->files, "Also show what these Lua files define")
      ->allow_extra_args(false)
      ->type_name("FILE|DIR");
  command->callback([&chosen, options] {
    chosen = [options](const auto&) { return list(options->what, options->files); };
  });
}

}  // namespace bxbench::cli
