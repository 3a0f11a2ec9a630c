// SPDX-License-Identifier: Apache-2.0
#include <harness/report/ink.hpp>
#include <harness/report/terminal.hpp>
#include <harness/report/terminal_table.hpp>
#include <harness/report/text.hpp>

#include <fmt/format.h>

namespace bxbench::report {
namespace {

/// `lead text…`, wrapped; lines after the first begin below the text.
std::string item(const Ink& ink, std::string_view lead, Style lead_style, std::string_view words,
                 Style style) {
  const int indent = display_width(lead);
  auto margin = ink.put(lead, lead_style);
  std::string text;
  for (const auto& line : wrap(ink.safe(words), ink.width() - indent)) {
    text += margin + ink.put(line, style) + '\n';
    margin = std::string(static_cast<std::size_t>(indent), ' ');
  }
  return text;
}

std::string render_time_uses(const Ink& ink, const std::vector<TimeUse>& uses) {
  auto text =
      '\n' + ink.put("where the time goes, in the sample with the median job time", Style::strong) +
      '\n';
  for (const auto& use : uses) {
    text += item(ink, "  ", Style::plain, use.place, Style::plain);
    for (const auto& line : use.lines)
      text += item(ink, "    ", Style::plain, line, Style::faint);
  }
  return text;
}

}  // namespace

std::string render_terminal(const Report& report, const Layout& layout) {
  const Ink ink(layout);
  auto text = ink.put(ink.safe(report.title), Style::strong) + '\n';
  for (const auto& fact : report.facts)
    text += item(ink, "  ", Style::plain, fact, Style::faint);
  for (const auto& table : report.tables)
    text += '\n' + render_table(table, ink);
  if (!report.conclusion.lines.empty())
    text += '\n' + ink.put(ink.safe(report.conclusion.title), Style::strong) + '\n';
  for (const auto& line : report.conclusion.lines)
    text += item(ink, "  ", Style::plain, line, Style::plain);
  text += '\n';
  for (const auto& note : report.notes)
    text += item(ink, "", Style::plain, note, Style::faint);
  if (!report.break_even.empty()) text += '\n' + ink.put("break-even", Style::strong) + '\n';
  for (const auto& line : report.break_even)
    text += item(ink, "  ", Style::plain, line, Style::plain);
  if (!report.footnotes.empty()) text += '\n';
  for (std::size_t i = 0; i < report.footnotes.size(); ++i)
    text += item(ink, fmt::format("{:>4} ", fmt::format("[{}]", i + 1)), Style::warning,
                 report.footnotes[i], Style::plain);
  if (!report.warnings.empty()) text += '\n';
  for (const auto& warning : report.warnings)
    text += item(ink, "warning: ", Style::warning, warning, Style::plain);
  if (layout.details && !report.time_uses.empty()) text += render_time_uses(ink, report.time_uses);
  if (!report.reproduce.empty())  // not wrapped: it is there to be copied
    text += '\n' + ink.put("repeat with: ", Style::faint) + ink.safe(report.reproduce) + '\n';
  return text;
}

}  // namespace bxbench::report
