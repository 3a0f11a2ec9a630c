// SPDX-License-Identifier: Apache-2.0
#include <harness/report/markdown.hpp>
#include <harness/report/text.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace bxbench::report {
namespace {

/// Text that Markdown shows as it is, in and outside tables. '@' and '#' would notify people and
/// link issues where a report is pasted into a thread.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char letter : clean(text)) {
    switch (letter) {
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '&':
        result += "&amp;";
        break;
      case '@':
        result += "&#64;";
        break;
      case '#':
        result += "&#35;";
        break;
      case '\\':
      case '|':
      case '`':
      case '*':
      case '_':
      case '~':
      case '[':
      case ']':
        result += '\\';
        [[fallthrough]];
      default:
        result += letter;
    }
  }
  return result;
}

/// A code span: its fence is longer than any run of backticks inside.
std::string code(std::string_view text) {
  const auto safe = clean(text);
  std::size_t longest = 0, run = 0;
  for (const char letter : safe) {
    run = letter == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const auto* const space = longest > 0 ? " " : "";
  return fence + space + safe + space + fence;
}

std::string cell_text(const TableCell& cell) {
  const bool emphasized = cell.mark == Mark::failed || cell.mark == Mark::invalid;
  auto first = escaped(cell.value);
  if (emphasized) first = "**" + first + "**";
  if (!cell.interval.empty()) first += ' ' + escaped(cell.interval);
  if (!cell.footnotes.empty())
    first += fmt::format(" <sup>{}</sup>", fmt::join(cell.footnotes, ","));
  const auto ratio =
      cell.ratio.empty() ? std::string{} : cell.ratio + std::string(trend_mark(cell.trend));
  std::vector<std::string> second{escaped(ratio), escaped(cell.detail)};
  std::erase(second, std::string{});
  if (second.empty()) return first;
  return fmt::format("{}<br>{}", first, fmt::join(second, ", "));
}

std::string render_table(const Table& table) {
  auto text = fmt::format("## {}\n\n| |", escaped(table.title));
  for (const auto& name : table.columns)
    text += fmt::format(" {} |", escaped(name));
  text += "\n|---|";
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    text += "---:|";
  for (const auto& row : table.rows) {
    text += fmt::format("\n| {} |", escaped(row.label));
    for (const auto& cell : row.cells)
      text += fmt::format(" {} |", cell_text(cell));
  }
  return text + "\n\n";
}

std::string render_conclusion(const Conclusion& conclusion) {
  if (conclusion.lines.empty()) return {};
  auto text = fmt::format("## {}\n\n", escaped(capitalized(conclusion.title)));
  for (const auto& line : conclusion.lines)
    text += fmt::format("- {}\n", escaped(line));
  return text + '\n';
}

std::string render_time_uses(const std::vector<TimeUse>& uses) {
  std::string text = "\n## Where the time goes\n\nIn the sample with the median job time.\n\n";
  for (const auto& use : uses) {
    text += fmt::format("- **{}**", escaped(use.place));
    for (const auto& line : use.lines)
      text += fmt::format("  \n  {}", escaped(line));
    text += '\n';
  }
  return text;
}

}  // namespace

std::string render_markdown(const Report& report) {
  auto text = fmt::format("# {}\n\n", escaped(report.title));
  for (const auto& warning : report.warnings)
    text += fmt::format("> **Warning:** {}\n>\n", escaped(warning));
  if (!report.warnings.empty()) text.replace(text.size() - 2, 2, "\n");
  for (const auto& fact : report.facts)
    text += fmt::format("- {}\n", escaped(fact));
  text += '\n';
  for (const auto& table : report.tables)
    text += render_table(table);
  text += render_conclusion(report.conclusion);
  for (const auto& note : report.notes)
    text += fmt::format("{}.  \n", escaped(note));
  if (!report.break_even.empty()) text += "\n## Break-even\n\n";
  for (const auto& line : report.break_even)
    text += fmt::format("- {}\n", escaped(line));
  if (!report.footnotes.empty()) text += "\nFootnotes:\n\n";
  for (std::size_t i = 0; i < report.footnotes.size(); ++i)
    text += fmt::format("{}. {}\n", i + 1, escaped(report.footnotes[i]));
  if (!report.time_uses.empty()) text += render_time_uses(report.time_uses);
  if (!report.reproduce.empty()) text += fmt::format("\nRepeat with: {}\n", code(report.reproduce));
  return text;
}

}  // namespace bxbench::report
