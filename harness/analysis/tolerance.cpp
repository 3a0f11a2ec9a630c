// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/tolerance.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <fnmatch.h>
#include <sstream>

namespace bxbench::analysis {
namespace {

constexpr const char* hint =
    "a line is: CELL +PERCENT% YEAR-MONTH-DAY reason, "
    "e.g. go/mount/source-change +20% 2026-12-31 new linker, to be tuned";

/// "+20%" as 0.2; nothing when it is none.
std::optional<double> share_of(std::string_view word) {
  if (!word.starts_with('+') || !word.ends_with('%')) return std::nullopt;
  word = word.substr(1, word.size() - 2);
  double value = 0;
  const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (failure != std::errc{} || end != word.data() + word.size() || !(value >= 0 && value <= 1000))
    return std::nullopt;
  return value / 100;
}

std::optional<int> number_of(std::string_view digits) {
  int value = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (failure != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

/// Whether it is a day of the calendar, "2026-12-31".
bool is_day(std::string_view word) {
  if (word.size() != 10 || word[4] != '-' || word[7] != '-') return false;
  const auto year = number_of(word.substr(0, 4)), month = number_of(word.substr(5, 2)),
             day = number_of(word.substr(8, 2));
  if (!year || !month || !day || *month < 0 || *day < 0) return false;
  return std::chrono::year_month_day{std::chrono::year{*year},
                                     std::chrono::month{static_cast<unsigned>(*month)},
                                     std::chrono::day{static_cast<unsigned>(*day)}}
      .ok();
}

std::string trimmed(const std::string& text) {
  const auto begin = text.find_first_not_of(" \t\r");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

Result<Tolerance> parse_line(const std::string& line, const std::string& place) {
  std::istringstream words(line);
  Tolerance tolerance;
  std::string share;
  words >> tolerance.cell >> share >> tolerance.until;
  std::getline(words, tolerance.reason);
  tolerance.reason = trimmed(tolerance.reason);
  const auto refuse = [&](const std::string& what) {
    return Error{Errc::bad_input, fmt::format("{}: {}", place, what), hint};
  };
  if (std::count(tolerance.cell.begin(), tolerance.cell.end(), '/') < 2)
    return refuse(fmt::format("'{}' is no workload/strategy/scenario", tolerance.cell));
  const auto up_to = share_of(share);
  if (!up_to) return refuse(fmt::format("'{}' is no share such as +20%", share));
  tolerance.up_to = *up_to;
  if (!is_day(tolerance.until))
    return refuse(fmt::format("'{}' is no day such as 2026-12-31", tolerance.until));
  if (tolerance.reason.empty()) return refuse("the reason is missing");
  return tolerance;
}

}  // namespace

Result<std::vector<Tolerance>> parse_tolerances(std::string_view text, const std::string& file) {
  std::vector<Tolerance> all;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    const auto content = trimmed(line);
    if (content.empty() || content.front() == '#') continue;
    auto tolerance = parse_line(content, fmt::format("{}:{}", file, number));
    if (!tolerance) return tolerance.error();
    tolerance->line = number;
    all.push_back(std::move(*tolerance));
  }
  return all;
}

bool is_about(const Tolerance& tolerance, const measure::CellKey& key) {
  const auto* const pattern = tolerance.cell.c_str();
  const auto cell = fmt::format("{}/{}/{}", key.workload, key.strategy, key.scenario);
  const auto job = fmt::format("{}/{}", cell, key.job);
  return fnmatch(pattern, cell.c_str(), FNM_PATHNAME) == 0 ||
         fnmatch(pattern, job.c_str(), FNM_PATHNAME) == 0;
}

bool is_expired(const Tolerance& tolerance, const std::string& today) {
  return tolerance.until < today;
}

const Tolerance* tolerance_of(const CellChange& change, const std::vector<Tolerance>& all,
                              const std::string& today) {
  if (!change.regression) return nullptr;
  for (const auto& tolerance : all)
    if (!is_expired(tolerance, today) && is_about(tolerance, change.key) &&
        change.ratio->value <= 1 + tolerance.up_to)
      return &tolerance;
  return nullptr;
}

const Tolerance* exceeded_tolerance(const CellChange& change, const std::vector<Tolerance>& all,
                                    const std::string& today) {
  if (!change.regression || tolerance_of(change, all, today) != nullptr) return nullptr;
  const Tolerance* widest = nullptr;
  for (const auto& tolerance : all)
    if (!is_expired(tolerance, today) && is_about(tolerance, change.key) &&
        (widest == nullptr || tolerance.up_to > widest->up_to))
      widest = &tolerance;
  return widest;
}

}  // namespace bxbench::analysis
