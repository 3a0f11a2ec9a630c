// SPDX-License-Identifier: Apache-2.0
#include <harness/report/comparison/causes_text.hpp>
#include <harness/report/number.hpp>
#include <harness/report/text.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace bxbench::report {
namespace {

constexpr int name_width = 72;
constexpr std::size_t lost_shown = 3;

std::string shown(const analysis::PartChange& part) {
  const auto was = part.was.empty() ? std::string{}
                                    : fmt::format(" (was: {})", clip(clean(part.was), name_width));
  return fmt::format("{}{} {} → {}", clip(clean(part.name), name_width), was,
                     human_seconds(part.before), human_seconds(part.after));
}

std::string listed(const char* title, const std::vector<analysis::PartChange>& parts) {
  std::vector<std::string> all;
  for (const auto& part : parts)
    all.push_back(shown(part));
  return all.empty() ? std::string{} : fmt::format("{} {}", title, fmt::join(all, ", "));
}

std::string lost(const std::vector<analysis::LostStep>& steps) {
  if (steps.empty()) return {};
  std::vector<std::string> all;
  for (std::size_t i = 0; i < std::min(steps.size(), lost_shown); ++i) {
    const auto name = clip(clean(steps[i].name), name_width);
    all.push_back(steps[i].reason.empty() ? name : fmt::format("{} ({})", name, steps[i].reason));
  }
  auto text = fmt::format("no longer cached: {}", fmt::join(all, ", "));
  if (steps.size() > lost_shown) text += fmt::format(" and {} more", steps.size() - lost_shown);
  return text;
}

std::string failures(const std::vector<std::string>& rules) {
  if (rules.empty()) return {};
  return fmt::format("fails now and did not: rule {}", fmt::join(rules, ", rule "));
}

}  // namespace

std::string causes(const analysis::CellChange& change) {
  std::vector<std::string> parts{failures(change.new_failures), listed("phases:", change.phases),
                                 listed("steps:", change.steps), lost(change.lost)};
  std::erase(parts, std::string{});
  return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace bxbench::report
