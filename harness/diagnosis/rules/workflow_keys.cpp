// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rules/families.hpp>
#include <harness/diagnosis/rules/lint.hpp>

#include <boost/algorithm/string/case_conv.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace bxbench::diagnosis {
namespace {

using Kind = CacheStep::Kind;

template <std::size_t count>
bool has_any(const std::string& text, const std::array<const char*, count>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](const char* word) { return text.find(word) != std::string::npos; });
}

/// Another key in each run.
bool is_unique(const std::string& key) {
  constexpr std::array parts{"github.run_id", "github.run_number", "github.sha", "github.run_att"};
  return has_any(key, parts);
}

/// Another key when files change.
bool follows_files(const std::string& key) {
  constexpr std::array parts{"hashFiles", ".outputs.", "inputs.", "github.event"};
  return has_any(key, parts);
}

/// A variable that no file sets: a step does, to a date perhaps.
bool is_set_by_step(const std::string& key) {
  const auto at = key.find("${{");
  return at != std::string::npos && key.find("env.", at) != std::string::npos;
}

/// "v2", "-3-", or an expression that is called a version.
bool has_version(const Setting& key) {
  const auto written = boost::to_lower_copy(key.written);
  if (written.find("version") != std::string::npos) return true;
  const auto& text = key.text;
  const auto digit = [&](std::size_t at) {
    return at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool begins = at == 0 || std::isalnum(static_cast<unsigned char>(text[at - 1])) == 0;
    const bool letter = text[at] == 'v' || text[at] == 'V';
    if (begins && (digit(at) || (letter && digit(at + 1)))) return true;
  }
  return false;
}

/// Whether the step keeps what builds of this job use: what a dance carries, or a local cache.
bool is_build_cache(const CacheStep& cache, const PipelineJob& job,
                    const DockerfileFacts* dockerfile) {
  if (std::any_of(job.dances.begin(), job.dances.end(),
                  [&](const Dance& dance) { return keeps(cache, dance, dockerfile); }))
    return true;
  for (const auto& build : job.builds)
    for (const auto& option : build.from)
      for (const auto& path : cache.paths)
        if (option.spec.type == "local" && covers(path.text, option.spec.field("src"))) return true;
  return false;
}

/// Calls `judge` with each step that looks a build cache up.
template <class Judge>
Findings for_lookups(const Facts& facts, Judge judge) {
  Findings found;
  if (!facts.workflow) return found;
  for (const auto& job : facts.workflow->jobs)
    for (const auto& cache : job.caches)
      if (cache.kind != Kind::save && !cache.key.empty() &&
          is_build_cache(cache, job, facts.dockerfile.get()))
        found.push_back(judge(cache));
  return found;
}

std::string restore_keys_for(const CacheStep& cache) {
  const auto& key = cache.key.written;
  const auto end = key.find("${{ hashFiles");
  auto prefix = key.substr(0, end == std::string::npos ? key.rfind("${{") : end);
  if (prefix.empty()) prefix = "cache-";
  return fmt::format("{0}restore-keys: |\n{0}  {1}", indent(cache.key.place), prefix);
}

Findings judge_constant(const Facts& facts, const Profile&) {
  return for_lookups(facts, [](const CacheStep& cache) {
    const auto& key = cache.key.text;
    if (is_unique(key) || follows_files(key))
      return sound(fmt::format("key {} changes with what it holds", key), {cache.key.place});
    auto finding =
        fault(fmt::format(
                  "key {} is always the same: the first archive that is saved stays for ever", key),
              {cache.key.place}, 0.7);
    finding.correction =
        with(cache.key.place, cache.key.written, cache.key.written + "-${{ github.run_id }}") +
        "\n" +
        fmt::format("{0}restore-keys: |\n{0}  {1}-", indent(cache.key.place), cache.key.written);
    if (is_set_by_step(key))
      return undecided(std::move(finding), "unless a step sets its variable to something else");
    return finding;
  });
}

Findings judge_version(const Facts& facts, const Profile&) {
  return for_lookups(facts, [](const CacheStep& cache) {
    if (is_unique(cache.key.text))
      return sound("each run saves under a key of its own", {cache.key.place});
    if (has_version(cache.key)) return sound("the key has a version", {cache.key.place});
    auto finding = fault(fmt::format("key {} has no version: an empty archive that was saved under "
                                     "it can only be left by another key",
                                     cache.key.text),
                         {cache.key.place}, 0.3);
    const auto quote = cache.key.place.text.find("key: \"") != std::string::npos  ? "\""
                       : cache.key.place.text.find("key: '") != std::string::npos ? "'"
                                                                                  : "";
    finding.correction =
        with(cache.key.place, std::string("key: ") + quote, fmt::format("key: {}v1-", quote));
    return finding;
  });
}

Findings judge_restore_keys(const Facts& facts, const Profile&) {
  return for_lookups(facts, [](const CacheStep& cache) {
    const auto& key = cache.key.text;
    if (!cache.restore_keys.empty())
      return sound(fmt::format("{} is a restore key of {}", cache.restore_keys.front().text, key),
                   {cache.restore_keys.front().place});
    if (is_set_by_step(key) && !is_unique(key) && !follows_files(key))
      return undecided(sound(fmt::format("key {} has no restore-keys", key), {cache.key.place}),
                       "whether it changes, the step knows that sets its variable");
    if (!is_unique(key) && !follows_files(key)) return sound("the key is always the same");
    auto finding = fault(
        is_unique(key)
            ? fmt::format("key {} is another one in each run, and there are no restore-keys: "
                          "nothing is ever found",
                          key)
            : fmt::format("key {} changes with files, and there are no restore-keys: each change "
                          "starts from nothing",
                          key),
        {cache.key.place}, is_unique(key) ? 0.9 : 0.45);
    finding.correction = restore_keys_for(cache);
    return finding;
  });
}

/// Where a build or a step of this job uses caches that belong to a branch or tag.
std::vector<Place> scoped_uses(const WorkflowFacts& workflow) {
  std::vector<Place> places;
  for (const auto& job : workflow.jobs) {
    for (const auto& build : job.builds)
      for (const auto& option : build.from)
        if (option.spec.type == "gha") places.push_back(option.setting.place);
    for (const auto& cache : job.caches)
      if (cache.kind != Kind::save && is_build_cache(cache, job, nullptr))
        places.push_back(cache.place);
  }
  return places;
}

Findings judge_tags(const Facts& facts, const Profile&) {
  Findings found;
  if (!facts.workflow || !facts.workflow->on_tags) return found;
  auto places = scoped_uses(*facts.workflow);
  if (places.empty()) return found;
  const auto& tags = *facts.workflow->on_tags;
  places.insert(places.begin(), tags);
  if (facts.workflow->on_branches) {
    found.push_back(sound("it also runs on branches, whose caches a tag can read", places));
    return found;
  }
  auto finding = fault(fmt::format("tags or releases alone start it ({}), and a tag cannot read "
                                   "what another tag saved",
                                   in_line(tags)),
                       places, 0.8);
  finding.correction = fmt::format(
      "{0}# a run on the default branch saves what every tag may "
      "read:\n{0}push:\n{0}  branches: [main]\n{0}  tags: ['v*']",
      "  ");
  found.push_back(std::move(finding));
  return found;
}

}  // namespace

Checks key_checks() {
  return {
      {"key-constant", judge_constant},
      {"key-without-version", judge_version},
      {"key-without-restore-keys", judge_restore_keys},
      {"tag-isolation", judge_tags},
  };
}

}  // namespace bxbench::diagnosis
