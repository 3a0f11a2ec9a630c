// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/noise.hpp>
#include <harness/report/number.hpp>
#include <harness/report/surroundings.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace bxbench::report {
namespace {

// stats::Summary gives no interval of the median at all, and none of 95 %, below these.
constexpr int samples_for_range = 3, samples_for_interval = 6;

/// "a · b", without what is empty.
std::string joined(std::vector<std::string> parts) {
  std::erase(parts, std::string{});
  return fmt::format("{}", fmt::join(parts, " · "));
}

std::string named(std::string_view name, const std::string& value) {
  return value.empty() ? std::string{} : fmt::format("{} {}", name, value);
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return count == 0 ? std::string{} : fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string quoted(const std::string& word) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%+,-./:=@_";
  if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
  std::string text = "'";
  for (const char letter : word)
    text += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  return text + "'";
}

std::string incomplete(const journal::ResultSet& results) {
  if (results.finished && !results.finished->interrupted) {
    const auto& stopped = results.finished->stopped;
    return stopped.empty() ? ""
                           : fmt::format("the run was ended by {} before it was done", stopped);
  }
  const auto planned = results.run.order.size() * static_cast<std::size_t>(results.run.repetitions);
  const auto done = results.trials.size();
  auto text =
      fmt::format("the run {}", results.finished ? "was interrupted" : "did not end by itself");
  if (done < planned) text += fmt::format(": {} of {} trials are done", done, planned);
  return text;
}

std::string invalid_samples(const journal::ResultSet& results) {
  std::size_t total = 0, invalid = 0;
  for (const auto& trial : results.trials)
    for (const auto& sample : trial.samples) {
      ++total;
      invalid += sample.valid ? 0 : 1;
    }
  if (invalid == 0) return {};
  return fmt::format("{} of {} samples {} not prove what {} and {} in no figure", invalid, total,
                     invalid == 1 ? "does" : "do", invalid == 1 ? "it claims" : "they claim",
                     invalid == 1 ? "is" : "are");
}

/// Valid samples of the cell that has the fewest; 0 when none has any.
int fewest_samples(const journal::ResultSet& results) {
  std::map<measure::CellKey, int> counts;
  for (const auto& trial : results.trials)
    for (const auto& sample : trial.samples)
      if (sample.valid) ++counts[sample.cell];
  int fewest = 0;
  for (const auto& [cell, count] : counts)
    fewest = fewest == 0 ? count : std::min(fewest, count);
  return fewest;
}

std::string few_repetitions(int count) {
  if (count == 0) return {};  // nothing was measured
  if (count >= samples_for_interval) return {};
  if (count < samples_for_range)
    return fmt::format(
        "n = {}: no intervals (they need at least {} samples); ask for more with -n {}", count,
        samples_for_range, samples_for_interval);
  return fmt::format("n = {}: the medians' intervals hold {} %, not 95 %; ask for more with -n {}",
                     count, 100 - 200 / std::exp2(count), samples_for_interval);
}

std::string repetitions(const journal::RunStarted& run) {
  const auto count =
      counted(static_cast<std::uint64_t>(run.repetitions), "repetition", "repetitions");
  if (!run.request.precision) return count;
  return fmt::format("{} or more until half an interval is {:.3g} % of its median", count,
                     *run.request.precision * 100);
}

}  // namespace

std::vector<std::string> facts(const journal::RunStarted& run) {
  const auto& on = run.environment;
  const auto memory = on.memory_bytes ? human_bytes(on.memory_bytes) + " memory" : "";
  std::vector<std::string> lines{
      joined({run.started, repetitions(run), fmt::format("seed {}", run.seed),
              named("link", on.link), named("base images", on.bases)}),
      joined({named("docker", on.docker), named("buildx", on.buildx),
              named("BuildKit", on.buildkit), named("builder", on.driver)}),
      joined({counted(on.cpus, "CPU", "CPUs"), memory, named("runners on", on.scratch), on.os})};
  std::erase(lines, std::string{});
  return lines;
}

bool is_complete(const journal::ResultSet& results) {
  return !results.torn_tail && incomplete(results).empty();
}

std::vector<std::string> shortcomings(const journal::ResultSet& results) {
  std::vector<std::string> all{incomplete(results)};
  if (results.torn_tail)
    all.emplace_back(
        "the journal's last line is torn (the run died while writing it) and left out");
  all.push_back(invalid_samples(results));
  std::erase(all, std::string{});
  return all;
}

std::vector<std::string> warnings(const journal::ResultSet& results) {
  auto all = shortcomings(results);
  for (const auto& reason : analysis::unfit(results.noise))
    all.push_back(reason);
  all.push_back(few_repetitions(fewest_samples(results)));
  std::erase(all, std::string{});
  return all;
}

std::string reproduce(const journal::RunStarted& run) {
  std::string command;
  bool seeded = false;
  for (const auto& word : run.command) {
    command += (command.empty() ? "" : " ") + quoted(word);
    seeded = seeded || word == "--seed" || word.starts_with("--seed=");
  }
  if (!command.empty() && !seeded) command += fmt::format(" --seed {}", run.seed);
  return command;
}

}  // namespace bxbench::report
