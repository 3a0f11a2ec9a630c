// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/verdict/rules.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace bxbench::analysis::verdict {
namespace {

using Names = std::set<std::string>;

/// The names of one kind, saved and looked up.
struct Comparison {
  std::string kind;
  Names saved, looked_up;
};

/// The kinds of which names were both saved and looked up.
std::vector<Comparison> comparisons(const measure::Evidence& evidence) {
  std::map<std::string, Comparison> by_kind;
  for (const auto& [kind, value] : evidence.saved_under)
    by_kind[kind].saved.insert(value);
  for (const auto& [kind, value] : evidence.looked_up)
    by_kind[kind].looked_up.insert(value);
  std::vector<Comparison> complete;
  for (auto& [kind, names] : by_kind) {
    if (names.saved.empty() || names.looked_up.empty()) continue;
    names.kind = kind;
    complete.push_back(std::move(names));
  }
  return complete;
}

Names difference(const Names& names, const Names& others) {
  Names rest;
  std::set_difference(names.begin(), names.end(), others.begin(), others.end(),
                      std::inserter(rest, rest.end()));
  return rest;
}

/// Each mount needs its own cache, so that every id must have been saved. Of scopes, refs and keys
/// a job may try several, one after the other: one that was saved is enough.
bool mismatches(const Comparison& names) {
  const auto unknown = difference(names.looked_up, names.saved);
  if (names.kind == "mount id") return !unknown.empty();
  return unknown.size() == names.looked_up.size();
}

/// Both sides of a mismatch; names that agree are left out.
std::string describe_mismatch(const Comparison& names) {
  auto saved = difference(names.saved, names.looked_up);
  if (saved.empty()) saved = names.saved;
  return fmt::format("saved under {0} {1}, looked up under {0} {2}", names.kind,
                     fmt::join(saved, ", "),
                     fmt::join(difference(names.looked_up, names.saved), ", "));
}

struct Explanation {
  std::string_view kind, text;
};

constexpr std::array explanations{
    Explanation{"mount id",
                "The build finds an empty cache mount although an earlier job saved one, because "
                "BuildKit keeps one mount per id and what carries it names another id than the "
                "Dockerfile. Give the carrier the id of the Dockerfile's --mount=type=cache; a "
                "mount without an id has its target path as id."},
    Explanation{"scope",
                "The build imports nothing although an earlier job exported its cache, because "
                "--cache-from names another scope than --cache-to did. Use one scope in both, or "
                "add the scope that was written as a further --cache-from."},
    Explanation{"ref",
                "The build imports nothing although an earlier job exported its cache, because "
                "--cache-from names another ref than --cache-to did. Use one ref in both, or add "
                "the ref that was written as a further --cache-from."},
    Explanation{"key",
                "The lookup misses although an earlier job saved an archive, because restore and "
                "save make their keys from different parts. Make both keys alike, or add the part "
                "that they share as a restore key."},
};

std::string explain(const Comparison& names) {
  for (const auto& [known, text] : explanations)
    if (known == names.kind) return std::string(text);
  return fmt::format(
      "The cache is not found although an earlier job saved one, because it is looked up under "
      "another {0}. Use one {0} for both.",
      names.kind);
}

std::string describe_match(const Comparison& names) {
  return fmt::format("looked up under {} {} as it was saved", names.kind,
                     fmt::join(names.looked_up, ", "));
}

/// What `say` tells of each, joined.
std::string tell(const std::vector<Comparison>& all, const char* separator,
                 std::string (*say)(const Comparison&)) {
  std::vector<std::string> parts;
  std::transform(all.begin(), all.end(), std::back_inserter(parts), say);
  return fmt::format("{}", fmt::join(parts, separator));
}

}  // namespace

std::optional<measure::Verdict> judge_identifiers(const measure::Sample& sample) {
  const auto compared = comparisons(sample.evidence);
  if (compared.empty()) return std::nullopt;
  std::vector<Comparison> mismatched;
  std::copy_if(compared.begin(), compared.end(), std::back_inserter(mismatched), mismatches);
  if (mismatched.empty()) return decide(true, tell(compared, "; ", describe_match), {});
  return decide(false, tell(mismatched, "; ", describe_mismatch), tell(mismatched, " ", explain));
}

}  // namespace bxbench::analysis::verdict
