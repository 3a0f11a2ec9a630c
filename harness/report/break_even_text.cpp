// SPDX-License-Identifier: Apache-2.0
#include <harness/report/break_even_text.hpp>
#include <harness/report/number.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <tuple>

namespace bxbench::report {
namespace {

using analysis::Crossing;
using analysis::Payback;
using analysis::Wins;

std::string rate(double bytes_per_second) {
  constexpr double most = 1e18;  // more than any link, and it fits into the integer
  return human_bytes(static_cast<Bytes>(std::llround(std::min(bytes_per_second, most)))) + "/s";
}

/// " [11.0 MB/s–19.0 MB/s]"; empty without intervals.
std::string doubt(const Crossing& of) {
  if (!of.low) return of.certain == false ? " (uncertain)" : "";
  if (of.high) return fmt::format(" [{}–{}]", rate(*of.low), rate(*of.high));
  return fmt::format(" [{} or more, maybe {}]", rate(*of.low),
                     of.wins == Wins::above ? "never" : "always");
}

std::string clause(const Crossing& of) {
  return fmt::format("{} beats {} {} {}{}", of.key.strategy, of.against,
                     of.wins == Wins::above ? "above" : "below", rate(*of.bytes_per_second),
                     doubt(of));
}

/// "gha, mount always beat none": those of one row whose order no bandwidth changes.
std::string shared_clause(const std::vector<const Crossing*>& row, Wins wins) {
  std::vector<std::string> names;
  std::string against;
  for (const auto* crossing : row) {
    if (crossing->wins != wins) continue;
    names.push_back(crossing->key.strategy + doubt(*crossing));
    against = crossing->against;
  }
  if (names.empty()) return {};
  return fmt::format("{} {} {} {}", fmt::join(names, ", "),
                     wins == Wins::always ? "always" : "never",
                     names.size() == 1 ? "beats" : "beat", against);
}

std::string row_line(const std::vector<const Crossing*>& row) {
  std::vector<std::string> clauses;
  for (const auto* crossing : row)
    if (crossing->bytes_per_second) clauses.push_back(clause(*crossing));
  for (const auto wins : {Wins::always, Wins::never})
    if (auto shared = shared_clause(row, wins); !shared.empty())
      clauses.push_back(std::move(shared));
  const auto& key = row.front()->key;
  const auto name = fmt::format("{}/{}", key.workload, key.scenario);
  return fmt::format("{}: {}", key.job.empty() ? name : name + "/" + key.job,
                     fmt::join(clauses, "; "));
}

std::string builds(const Payback& of) {
  if (*of.builds == 0) return "from the first build on";
  return fmt::format("after {} warm {}", *of.builds, *of.builds == 1 ? "build" : "builds");
}

std::string doubt(const Payback& of) {
  if (!of.fewest) return {};
  if (!of.most)
    return of.builds ? fmt::format(" [{} or more, maybe never]", *of.fewest) : " (uncertain)";
  if (of.fewest == of.most) return {};
  return fmt::format(" [{}–{}]", *of.fewest, *of.most);
}

std::string clause(const Payback& of) {
  if (!of.builds) return fmt::format("{} never pays off{}", of.strategy, doubt(of));
  return fmt::format("{} pays off {}{}", of.strategy, builds(of), doubt(of));
}

/// The elements in groups of the same name, in the order of their first ones.
template <class Element, class NameOf>
std::vector<std::vector<const Element*>> grouped(const std::vector<Element>& elements,
                                                 NameOf name_of) {
  std::vector<std::vector<const Element*>> groups;
  for (const auto& element : elements) {
    const auto found = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
      return name_of(*group.front()) == name_of(element);
    });
    auto& group = found == groups.end() ? groups.emplace_back() : *found;
    group.push_back(&element);
  }
  return groups;
}

}  // namespace

std::vector<std::string> break_even_lines(const analysis::BreakEven& figures) {
  std::vector<std::string> lines;
  const auto row_of = [](const Crossing& of) {
    return std::tie(of.key.workload, of.key.scenario, of.key.job);
  };
  std::vector<Crossing> told;
  for (const auto& crossing : figures.crossings)
    if (crossing.against == figures.baseline || crossing.certain == true) told.push_back(crossing);
  for (const auto& row : grouped(told, row_of))
    lines.push_back(row_line(row));
  const auto workload_of = [](const Payback& of) { return std::string_view(of.workload); };
  for (const auto& paybacks : grouped(figures.paybacks, workload_of)) {
    std::vector<std::string> clauses;
    clauses.reserve(paybacks.size());
    for (const auto* payback : paybacks)
      clauses.push_back(clause(*payback));
    lines.push_back(fmt::format("{}: {}", paybacks.front()->workload, fmt::join(clauses, "; ")));
  }
  return lines;
}

}  // namespace bxbench::report
