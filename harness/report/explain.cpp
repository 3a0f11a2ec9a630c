// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/pages.hpp>
#include <harness/diagnosis/rule.hpp>
#include <harness/report/diagnosis.hpp>
#include <harness/report/ink.hpp>
#include <harness/report/text.hpp>

#include <algorithm>

namespace bxbench::report {
namespace {

constexpr int label_width = 10;

void paragraph(std::string& out, const Ink& ink, const char* label, std::string_view text) {
  if (text.empty()) return;
  const auto lines = wrap(ink.safe(text), std::min(ink.width(), 100) - label_width);
  for (std::size_t i = 0; i < lines.size(); ++i)
    out += ink.put(i == 0 ? label : "", Style::faint, label_width) + lines[i] + "\n";
}

}  // namespace

std::string explain_rule(std::string_view name, const Layout& layout) {
  const auto* rule = diagnosis::find_rule(name);
  if (!rule) return {};
  const Ink ink(layout);
  std::string out = ink.put(ink.safe(rule->name), Style::strong) + "\n\n";
  paragraph(out, ink, "holds", rule->summary);
  paragraph(out, ink, "symptom", rule->symptom);
  paragraph(out, ink, "cause", rule->cause);
  paragraph(out, ink, "fix", rule->fix);
  paragraph(out, ink, "try", rule->reproduce);
  auto page = diagnosis::page_of(name);
  if (!page.empty()) out += "\n";
  while (!page.empty()) {
    const auto line = page.substr(0, page.find('\n'));
    page.remove_prefix(std::min(line.size() + 1, page.size()));
    out += (layout.unicode ? std::string(line) : to_ascii(line)) + "\n";
  }
  return out;
}

}  // namespace bxbench::report
