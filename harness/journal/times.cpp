// SPDX-License-Identifier: Apache-2.0
#include <harness/journal/seconds.hpp>
#include <harness/journal/times.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <unordered_map>

namespace bxbench::journal {
namespace {

using Json = nlohmann::json;

constexpr auto nowhere = std::string_view::npos;
constexpr std::array<std::string_view, 3> passed_over{"evidence", "verdicts", "phases"};

/// The place after the string whose opening quote is before `at`.
std::size_t after_string(std::string_view text, std::size_t at) {
  while (true) {
    const auto quote = text.find('"', at);
    if (quote == nowhere) return nowhere;
    auto slash = quote;
    while (slash > at && text[slash - 1] == '\\')
      --slash;
    if ((quote - slash) % 2 == 0) return quote + 1;
    at = quote + 1;
  }
}

constexpr auto structural = [] {
  std::array<bool, 256> is{};
  for (const char letter : {'"', '{', '}', '[', ']'})
    is[static_cast<unsigned char>(letter)] = true;
  return is;
}();

/// The place of the next quote or bracket; the end when there is none.
std::size_t next_structure(std::string_view text, std::size_t at) {
  while (at < text.size() && !structural[static_cast<unsigned char>(text[at])])
    ++at;
  return at;
}

/// The place after the object or list that begins at `at`.
std::size_t after_value(std::string_view text, std::size_t at) {
  int depth = 0;
  for (; at < text.size(); at = next_structure(text, at)) {
    const char letter = text[at++];
    if (letter == '"') at = after_string(text, at);
    if (at == nowhere) return nowhere;
    depth += letter == '{' || letter == '[' ? 1 : letter == '}' || letter == ']' ? -1 : 0;
    if (depth == 0) return at;
  }
  return nowhere;
}

Error wrong(const std::string& what) {
  return {Errc::bad_input, "trial_finished" + what};
}

/// The member of an object, if it has the type that `is` asks for; else null.
const Json* member(const Json& object, const char* name, bool (Json::*is)() const noexcept) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found != object.end() && ((*found).*is)() ? &*found : nullptr;
}

Result<measure::CellKey> cell_of(const Json& sample, const std::string& path) {
  const auto* cell = member(sample, "cell", &Json::is_object);
  if (!cell) return wrong(path + ".cell is not an object");
  measure::CellKey key;
  for (const auto& [name, field] : {std::pair{"workload", &measure::CellKey::workload},
                                    {"strategy", &measure::CellKey::strategy},
                                    {"scenario", &measure::CellKey::scenario}}) {
    const auto* word = member(*cell, name, &Json::is_string);
    if (!word) return wrong(fmt::format("{}.cell.{} is not a text", path, name));
    key.*field = word->get<std::string>();
  }
  if (const auto* job = member(*cell, "job", &Json::is_string)) key.job = job->get<std::string>();
  return key;
}

Result<measure::Sample> sample_of(const Json& json, const std::string& path) {
  auto cell = cell_of(json, path);
  if (!cell) return cell.error();
  const auto* repetition = member(json, "repetition", &Json::is_number_integer);
  const auto* valid = member(json, "valid", &Json::is_boolean);
  const auto* seconds = member(json, "job_seconds", &Json::is_number);
  const bool in_range =
      repetition && *repetition > 0 && *repetition <= std::numeric_limits<int>::max();
  if (!in_range) return wrong(path + ".repetition is not a whole number in range");
  if (!valid) return wrong(path + ".valid is not true or false");
  if (!seconds) return wrong(path + ".job_seconds is not a number");
  const auto job_seconds = seconds_of(seconds->get<double>());
  if (!job_seconds) return wrong(fmt::format("{}.job_seconds {}", path, no_seconds));
  measure::Sample sample;
  sample.cell = std::move(*cell);
  sample.repetition = repetition->get<int>();
  sample.valid = valid->get<bool>();
  sample.job_seconds = *job_seconds;
  return sample;
}

struct Trial {
  std::string id;
  std::vector<measure::Sample> samples;
};

Result<Trial> trial_of(const Json& json) {
  const auto* id = member(json, "trial", &Json::is_string);
  const auto* samples = member(json, "samples", &Json::is_array);
  if (!id) return wrong(".trial is not a text");
  if (!samples) return wrong(".samples is not a list");
  Trial trial{id->get<std::string>(), {}};
  for (const auto& one : *samples) {
    auto sample = sample_of(one, fmt::format(".samples[{}]", trial.samples.size()));
    if (!sample) return sample.error();
    trial.samples.push_back(std::move(*sample));
  }
  return trial;
}

/// Takes line after line.
class Collector {
 public:
  Result<void> take(std::string_view line) {
    const auto short_line = without_evidence(line);
    const auto json = short_line ? Json::parse(*short_line, nullptr, false) : Json();
    const auto* record = member(json, "record", &Json::is_string);
    if (record && *record == "trial_finished" && started_) return take_trial(json);
    auto other = decode(std::string(line));
    if (!other) return other.error();
    if (std::holds_alternative<RunStarted>(*other) == started_)
      return Error{Errc::bad_input, started_ ? "a second run starts in the same journal"
                                             : "the journal does not begin with its run"};
    if (auto* trial = std::get_if<TrialFinished>(&*other)) {
      put({trial->trial, std::move(trial->samples)});
      return {};
    }
    if (!started_) run_ = std::move(std::get<RunStarted>(*other));
    started_ = true;
    return {};
  }

  bool started() const { return started_; }

  RunTimes result(bool torn_tail) && {
    RunTimes times{std::move(run_), {}, torn_tail};
    for (auto& trial : trials_)
      std::move(trial.samples.begin(), trial.samples.end(), std::back_inserter(times.samples));
    return times;
  }

 private:
  Result<void> take_trial(const Json& json) {
    auto trial = trial_of(json);
    if (!trial) return trial.error();
    put(std::move(*trial));
    return {};
  }

  /// After a resumed run, a trial's last record replaces its earlier ones.
  void put(Trial trial) {
    const auto [place, added] = places_.try_emplace(trial.id, trials_.size());
    if (added) trials_.emplace_back();
    trials_[place->second] = std::move(trial);
  }

  RunStarted run_;
  bool started_ = false;
  std::vector<Trial> trials_;
  std::unordered_map<std::string, std::size_t> places_;
};

}  // namespace

std::optional<std::string> without_evidence(std::string_view json) {
  std::string rest;
  std::size_t copied = 0;
  for (auto quote = json.find('"'); quote != nowhere;) {
    const auto end = after_string(json, quote + 1);
    if (end == nowhere) return std::nullopt;
    const auto word = json.substr(quote + 1, end - quote - 2);
    const bool opens = json.substr(end, 2) == ":{" || json.substr(end, 2) == ":[";
    auto next = end;
    if (opens && std::find(passed_over.begin(), passed_over.end(), word) != passed_over.end()) {
      next = after_value(json, end + 1);
      if (next == nowhere) return std::nullopt;
      rest += json.substr(copied, end + 1 - copied);
      rest += "null";
      copied = next;
    }
    quote = json.find('"', next);
  }
  return rest += json.substr(copied);
}

Result<RunTimes> load_times(const std::filesystem::path& file) {
  const auto text = read_file(file);
  if (!text) return text.error();
  Collector collect;
  const std::string_view all(*text);
  bool torn_tail = false;
  std::size_t begin = 0;
  for (int line = 1; begin < all.size(); ++line) {
    const auto end = all.find('\n', begin);
    torn_tail = end == nowhere;
    if (torn_tail) break;
    if (auto taken = collect.take(all.substr(begin, end - begin)); !taken)
      return Error{taken.error().code,
                   fmt::format("{}:{}: {}", file.string(), line, taken.error().message),
                   taken.error().hint};
    begin = end + 1;
  }
  if (!collect.started())
    return Error{Errc::bad_input, fmt::format("{}:1: the journal holds no run", file.string()),
                 "nothing was recorded"};
  return std::move(collect).result(torn_tail);
}

}  // namespace bxbench::journal
