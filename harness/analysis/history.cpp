// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/history.hpp>
#include <harness/analysis/stats/change_points.hpp>

#include <boost/math/statistics/univariate_statistics.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace bxbench::analysis {
namespace {

using Points = std::vector<const HistoryPoint*>;

double median_of(std::vector<double> values) {
  return boost::math::statistics::median(values);
}

double seconds_of(const HistoryPoint* point) {
  return point->seconds;
}

double ratio_of(const HistoryPoint* point) {
  return *point->ratio;
}

template <class Read>
std::vector<double> values_of(const Points& points, Read read) {
  std::vector<double> values;
  std::transform(points.begin(), points.end(), std::back_inserter(values), read);
  return values;
}

/// The points of a series that can be compared with each other, by what they have in common.
struct Groups {
  std::map<std::string, Points> ratios;        ///< by baseline
  std::map<std::size_t, Points> environments;  ///< without a ratio, by environment
};

Groups groups_of(const History& history, const HistorySeries& series) {
  Groups groups;
  for (const auto& point : series.points) {
    const auto& run = history.runs[point.run];
    if (point.ratio)
      groups.ratios[run.baseline].push_back(&point);
    else
      groups.environments[run.environment_number].push_back(&point);
  }
  return groups;
}

/// Points on both sides of a change, up to the next one.
struct Sides {
  Points before, after;
};

template <class Read>
BeforeAfter medians(const Sides& sides, Read read) {
  return {median_of(values_of(sides.before, read)), median_of(values_of(sides.after, read))};
}

std::vector<Sides> sides_of(const Points& points, const std::vector<stats::ChangePoint>& changes) {
  const auto cut = [&](std::size_t i) {
    return points.begin() +
           static_cast<std::ptrdiff_t>(i < changes.size() ? changes[i].index : points.size());
  };
  std::vector<Sides> all;
  for (std::size_t i = 0; i < changes.size(); ++i)
    all.push_back({{i == 0 ? points.begin() : cut(i - 1), cut(i)}, {cut(i), cut(i + 1)}});
  return all;
}

/// What of it was measured in one environment.
Sides within(const History& history, std::size_t environment, Sides sides) {
  for (auto* side : {&sides.before, &sides.after})
    std::erase_if(*side, [&](const HistoryPoint* point) {
      return history.runs[point->run].environment_number != environment;
    });
  return sides;
}

template <class Read>
std::vector<HistoryChange> changes_in(const Points& points, Read read, const History& history) {
  const auto found = stats::change_points(values_of(points, read));
  const auto sides = sides_of(points, found);
  std::vector<HistoryChange> changes;
  for (std::size_t i = 0; i < found.size(); ++i) {
    auto& change = changes.emplace_back();
    const auto& first = *sides[i].after.front();
    change.run = first.run;
    change.p = found[i].p;
    const auto pair = medians(sides[i], read);
    change.factor = pair.second / pair.first;
    if (first.ratio) change.ratio = pair;
    const auto here = within(history, history.runs[first.run].environment_number, sides[i]);
    if (!here.before.empty()) change.seconds = medians(here, seconds_of);
  }
  return changes;
}

void find_changes(const History& history, HistorySeries& series) {
  const auto add = [&](std::vector<HistoryChange> changes) {
    series.changes.insert(series.changes.end(), changes.begin(), changes.end());
  };
  const auto groups = groups_of(history, series);
  for (const auto& [baseline, points] : groups.ratios)
    add(changes_in(points, ratio_of, history));
  for (const auto& [environment, points] : groups.environments)
    add(changes_in(points, seconds_of, history));
  std::stable_sort(series.changes.begin(), series.changes.end(),
                   [](const auto& one, const auto& other) { return one.run < other.run; });
}

void number_environments(History& history) {
  std::map<std::vector<std::pair<std::string, std::string>>, std::size_t> numbers;
  for (auto& run : history.runs)
    run.environment_number = numbers.try_emplace(run.environment, numbers.size()).first->second;
  history.environments = numbers.size();
}

std::string value_in(const HistoryRun& run, const std::string& name) {
  const auto found = std::find_if(run.environment.begin(), run.environment.end(),
                                  [&](const auto& setting) { return setting.first == name; });
  return found == run.environment.end() || found->second.empty() ? "unknown" : found->second;
}

/// What is different from one run to the next.
std::vector<std::string> differences(const HistoryRun& before, const HistoryRun& after) {
  std::vector<std::string> names, what;
  for (const auto* run : {&before, &after})
    for (const auto& [name, value] : run->environment)
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  for (const auto& name : names) {
    const auto one = value_in(before, name), other = value_in(after, name);
    if (one != other) what.push_back(fmt::format("{} {} → {}", name, one, other));
  }
  return what;
}

void compare_environments(History& history) {
  for (std::size_t i = 1; i < history.runs.size(); ++i)
    if (history.runs[i].environment_number != history.runs[i - 1].environment_number)
      history.environment_changes.push_back({i, differences(history.runs[i - 1], history.runs[i])});
}

/// The series, still without points, in the order of the latest run; what it lacks comes last.
std::map<measure::CellKey, std::size_t> order_series(const std::vector<RunFigures>& runs,
                                                     History& history) {
  std::map<measure::CellKey, std::size_t> places;
  for (auto run = runs.rbegin(); run != runs.rend(); ++run)
    for (const auto& [key, point] : run->cells)
      if (places.try_emplace(key, history.series.size()).second)
        history.series.emplace_back().key = key;
  return places;
}

bool in_one_environment(const History& history, const HistorySeries& series) {
  std::set<std::size_t> environments;
  for (const auto& point : series.points)
    environments.insert(history.runs[point.run].environment_number);
  return environments.size() <= 1;
}

}  // namespace

RunFigures figures_of(HistoryRun run, const std::vector<Cell>& cells) {
  RunFigures figures{std::move(run), {}};
  for (const auto& cell : cells) {
    const auto median = cell.job_seconds.median;
    if (!median || !std::isfinite(*median)) continue;
    HistoryPoint point{0,  *median, stats::best_interval(cell.job_seconds), cell.valid_samples,
                       {}, {}};
    const auto& ratio = cell.ratio_to_baseline;
    if (ratio && std::isfinite(ratio->value)) {
      point.ratio = ratio->value;
      point.ratio_interval = ratio->ci95;
    }
    figures.cells.emplace_back(cell.key, point);
  }
  return figures;
}

History build_history(std::vector<RunFigures> runs) {
  std::stable_sort(runs.begin(), runs.end(), [](const auto& one, const auto& other) {
    return std::tie(one.run.started, one.run.id) < std::tie(other.run.started, other.run.id);
  });
  History history;
  const auto places = order_series(runs, history);
  for (auto& figures : runs) {
    for (auto& [key, point] : figures.cells) {
      point.run = history.runs.size();
      history.series[places.at(key)].points.push_back(point);
    }
    history.runs.push_back(std::move(figures.run));
  }
  number_environments(history);
  compare_environments(history);
  for (auto& series : history.series) {
    series.one_environment = in_one_environment(history, series);
    find_changes(history, series);
  }
  return history;
}

Points course_of(const History& history, const HistorySeries& series) {
  const auto latest = std::find_if(series.points.rbegin(), series.points.rend(),
                                   [](const auto& point) { return point.ratio.has_value(); });
  Points points;
  for (const auto& point : series.points)
    if (latest == series.points.rend() ||
        (point.ratio && history.runs[point.run].baseline == history.runs[latest->run].baseline))
      points.push_back(&point);
  return points;
}

std::vector<double> comparable_values(const History& history, const HistorySeries& series) {
  const auto course = course_of(history, series);
  if (!course.empty() && course.front()->ratio) return values_of(course, ratio_of);
  std::map<std::size_t, double> typical;
  for (const auto& [environment, points] : groups_of(history, series).environments)
    typical[environment] = median_of(values_of(points, seconds_of));
  std::vector<double> values;
  for (const auto* point : course) {
    const double divisor = typical.at(history.runs[point->run].environment_number);
    values.push_back(divisor > 0 ? point->seconds / divisor : 1);
  }
  return values;
}

}  // namespace bxbench::analysis
