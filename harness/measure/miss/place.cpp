// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/miss/place.hpp>

#include <boost/algorithm/string/case_conv.hpp>

#include <charconv>
#include <map>

namespace bxbench::measure {
namespace {

/// "[linux/amd64 build 2/7] RUN make" taken apart.
struct Label {
  std::string stage;  ///< with the platform, where one is shown: "linux/amd64 build"
  int number = 0;
  std::string keyword;
  bool merges = false;  ///< "[3/4] LINK COPY --link …"
};

std::optional<Label> label_of(const std::string& name) {
  const auto end = name.find("] ");
  if (!name.starts_with('[') || end == std::string::npos) return std::nullopt;
  const auto inside = name.substr(1, end - 1);
  const auto blank = inside.rfind(' ');
  const auto begin = blank == std::string::npos ? 0 : blank + 1;
  Label label;
  const auto* first = inside.data() + begin;
  const auto [rest, failure] = std::from_chars(first, inside.data() + inside.size(), label.number);
  if (failure != std::errc{} || *rest != '/') return std::nullopt;
  label.stage = inside.substr(0, inside.find_last_not_of(' ', blank) + 1);
  if (blank == std::string::npos) label.stage.clear();
  constexpr std::string_view link = "LINK ";
  label.merges = name.compare(end + 2, link.size(), link) == 0;
  const auto word = end + 2 + (label.merges ? link.size() : 0);
  label.keyword = name.substr(word, name.find(' ', word) - word);
  return label;
}

/// Whether a label's stage is this one, with or without a platform in front.
bool names(const std::string& label, const std::string& stage) {
  if (label == stage) return true;
  const auto blank = label.rfind(' ');
  const auto platform = label.substr(0, blank == std::string::npos ? label.size() : blank);
  const bool has_platform = platform.find('/') != std::string::npos;
  const auto rest = blank == std::string::npos ? std::string{} : label.substr(blank + 1);
  return has_platform && rest == stage;
}

using Members = std::vector<std::pair<std::size_t, Label>>;  ///< of one stage: index of the step

bool fits(const Members& members, const dockerfile::Stage& stage, int before) {
  for (const auto& [index, label] : members) {
    const auto at = label.number - before - 1;
    if (at < 0 || at >= static_cast<int>(stage.steps.size())) return false;
    if (stage.steps[static_cast<std::size_t>(at)].instruction.keyword != label.keyword)
      return false;
  }
  return true;
}

}  // namespace

std::vector<std::optional<Place>> places(const std::vector<BuiltStep>& steps,
                                         const std::vector<dockerfile::Stage>& stages) {
  std::map<std::string, Members> by_stage;
  for (std::size_t n = 0; n < steps.size(); ++n)
    if (auto label = label_of(steps[n].name)) by_stage[label->stage].emplace_back(n, *label);
  std::vector<std::optional<Place>> found(steps.size());
  for (const auto& [label, members] : by_stage)
    for (std::size_t stage = 0; stage < stages.size(); ++stage) {
      if (!names(label, stages[stage].name)) continue;
      const bool plain = fits(members, stages[stage], 0),
                 after_from = fits(members, stages[stage], 1);
      if (plain == after_from) continue;  // neither, or no telling which
      for (const auto& [index, one] : members)
        found[index] =
            Place{stage, static_cast<std::size_t>(one.number - (plain ? 1 : 2)), one.merges};
    }
  return found;
}

}  // namespace bxbench::measure
