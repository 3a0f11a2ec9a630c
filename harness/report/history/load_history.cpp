// SPDX-License-Identifier: Apache-2.0
#include <harness/journal/times.hpp>
#include <harness/report/history/load_history.hpp>
#include <harness/report/number.hpp>
#include <harness/report/plan_order.hpp>
#include <harness/support/units.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace fs = std::filesystem;

namespace bxbench::report {
namespace {

using analysis::RunFigures;

constexpr const char* journal_name = "journal.jsonl";
constexpr const char* what_to_name =
    "name a folder that a run left, or one that holds such folders, e.g. results/";

/// Memory is told in whole GB: kernels of one machine differ in what they keep for themselves.
std::vector<std::pair<std::string, std::string>> settings_of(const journal::Environment& on) {
  const auto counted = [](std::uint64_t count) {
    return count == 0 ? std::string{} : fmt::format("{}", count);
  };
  const auto gigabytes = (on.memory_bytes + 500'000'000) / 1'000'000'000;
  std::vector<std::pair<std::string, std::string>> settings{
      {"docker", on.docker},      {"buildx", on.buildx},
      {"BuildKit", on.buildkit},  {"builder", on.driver},
      {"link", on.link},          {"base images", on.bases},
      {"CPUs", counted(on.cpus)}, {"GB of memory", counted(gigabytes)},
      {"runners on", on.scratch}, {"system", on.os}};
  std::erase_if(settings, [](const auto& setting) { return setting.second.empty(); });
  return settings;
}

RunFigures figures_of(const journal::RunTimes& times, const std::string& folder) {
  auto cells = analysis::build_cells(times.samples, times.run.baseline);
  sort_as_planned(cells, times.run.order);
  const auto& run = times.run;
  return analysis::figures_of(
      {run.id, run.started, folder, run.baseline, settings_of(run.environment)}, cells);
}

/// Folders with a journal, by name.
Result<std::vector<fs::path>> folders_of_runs(const fs::path& directory) {
  std::vector<fs::path> folders;
  std::error_code failure, ignored;
  for (fs::directory_iterator entry(directory, failure), end; !failure && entry != end;
       entry.increment(failure))
    if (fs::exists(entry->path() / journal_name, ignored)) folders.push_back(entry->path());
  if (failure)
    return Error{Errc::bad_input,
                 fmt::format("cannot look into {}: {}", directory.string(), failure.message()),
                 what_to_name};
  if (folders.empty())
    return Error{
        Errc::bad_input,
        fmt::format("there is no run in {}, nor in a folder inside of it", directory.string()),
        what_to_name};
  std::sort(folders.begin(), folders.end());
  return folders;
}

/// Collects runs, and says what is wrong with the others.
struct Reader {
  std::vector<RunFigures> runs;
  std::vector<std::string> warnings;
  std::map<std::string, std::string> folder_of_id;

  void read(const fs::path& folder) {
    const auto name = folder.filename().string();
    const auto file = folder / journal_name;
    const auto times = journal::load_times(file);
    if (!times) return leave_out(name, times.error(), file);
    const auto [earlier, added] = folder_of_id.try_emplace(times->run.id, name);
    if (!added)
      return warnings.push_back(
          fmt::format("{} is left out: it is the same run as {}", name, earlier->second));
    if (times->torn_tail)
      warnings.push_back(
          fmt::format("{}: its last line is torn (the run died while writing it, or "
                      "goes on) and left out",
                      name));
    runs.push_back(figures_of(*times, name));
  }

 private:
  /// The name of the journal is told once.
  void leave_out(const std::string& name, const Error& error, const fs::path& file) {
    auto why = error.message;
    if (why.starts_with(file.string() + ":")) why = "line " + why.substr(file.string().size() + 1);
    warnings.push_back(fmt::format("{} is left out: {}{}{}", name, why,
                                   error.hint.empty() ? "" : "; ", error.hint));
  }
};

}  // namespace

bool is_history(const fs::path& directory) {
  std::error_code failure;
  return fs::is_directory(directory, failure) && !fs::exists(directory / journal_name, failure);
}

Result<analysis::History> load_history(const fs::path& directory) {
  const auto folders = folders_of_runs(directory);
  if (!folders) return folders.error();
  Reader reader;
  for (const auto& folder : *folders)
    reader.read(folder);
  if (reader.runs.empty())
    return Error{Errc::bad_input,
                 fmt::format("none of the {} runs in {} can be read: {}", folders->size(),
                             directory.string(), reader.warnings.front())};
  auto history = analysis::build_history(std::move(reader.runs));
  history.warnings = std::move(reader.warnings);
  return history;
}

}  // namespace bxbench::report
