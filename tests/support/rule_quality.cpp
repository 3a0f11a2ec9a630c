// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/read_log.hpp>
#include <harness/diagnosis/facts.hpp>
#include <harness/diagnosis/facts/from_log.hpp>
#include <harness/diagnosis/profile.hpp>
#include <harness/diagnosis/rule.hpp>
#include <harness/support/files.hpp>
#include <tests/support/rule_quality.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace fs = std::filesystem;

namespace bxbench::test {
namespace {

std::string ratio(int part, int whole) {
  return whole == 0 ? "–" : fmt::format("{:.2f}", static_cast<double>(part) / whole);
}

}  // namespace

std::vector<Labelled> recorded_logs() {
  const auto root = fs::path(BXBENCH_TEST_ROOT) / "data/recorded";
  const auto text = read_file(root / "labels.json");
  if (!text) throw std::runtime_error(text.error().message);
  const auto labels = nlohmann::json::parse(*text);
  std::vector<Labelled> all;
  for (const auto& [name, label] : labels.items()) {
    auto& one = all.emplace_back();
    one.name = name;
    one.expected = label.value("expected", std::set<std::string>{});
    one.also = label.value("also", std::set<std::string>{});
    for (const auto& file : fs::directory_iterator(root / name))
      one.logs.push_back(file.path());
    std::sort(one.logs.begin(), one.logs.end());
  }
  return all;
}

std::set<std::string> failing_rules(const Labelled& recorded) {
  diagnosis::JobsFromLog jobs;
  for (const auto& log : recorded.logs) {
    const auto read = cilog::read_log(log, [&](const auto& event) { jobs.add(event); });
    if (!read) throw std::runtime_error(read.error().message);
  }
  diagnosis::Facts facts;
  facts.jobs = jobs.take();
  std::set<std::string> failing;
  for (const auto& finding : judge(facts, diagnosis::profiles().front()))
    if (finding.outcome == diagnosis::Outcome::fail) failing.insert(finding.rule);
  return failing;
}

Quality quality_of(const std::vector<Labelled>& recorded) {
  Quality quality;
  for (const auto& one : recorded) {
    ++quality.logs;
    quality.good += one.expected.empty() ? 1 : 0;
    const auto failing = failing_rules(one);
    for (const auto& rule : failing) {
      auto& counts = quality.rules[rule];
      const bool expected = one.expected.contains(rule);
      if (expected || one.also.contains(rule)) {
        ++counts.found;
        counts.expected += expected ? 1 : 0;
      } else {
        ++counts.wrong;
        counts.wrong_in.insert(one.name);
        quality.wrong[one.name].insert(rule);
      }
    }
    for (const auto& rule : one.expected) {
      if (failing.contains(rule)) continue;
      ++quality.rules[rule].missed;
      quality.rules[rule].missed_in.insert(one.name);
      quality.missed[one.name].insert(rule);
    }
  }
  return quality;
}

std::string describe(const Quality& quality) {
  auto text = fmt::format(
      "{} recorded sequences of runs, {} of them without a "
      "fault\n\n{:<24}{:>10}{:>8}{:>7}{:>7}{:>7}\n",
      quality.logs, quality.good, "rule", "precision", "recall", "found", "missed", "wrong");
  for (const auto& [rule, c] : quality.rules)
    text +=
        fmt::format("{:<24}{:>10}{:>8}{:>7}{:>7}{:>7}\n", rule, ratio(c.found, c.found + c.wrong),
                    ratio(c.expected, c.expected + c.missed), c.found, c.missed, c.wrong);
  text += "\nconfused\n";
  std::set<std::string> names;
  for (const auto* list : {&quality.missed, &quality.wrong})
    for (const auto& [name, rules] : *list)
      names.insert(name);
  const auto of = [](const auto& list, const std::string& name) {
    const auto found = list.find(name);
    return found == list.end() ? std::string("nothing")
                               : fmt::format("{}", fmt::join(found->second, ", "));
  };
  for (const auto& name : names)
    text += fmt::format("  {}: missed {}; found instead {}\n", name, of(quality.missed, name),
                        of(quality.wrong, name));
  return text;
}

}  // namespace bxbench::test
