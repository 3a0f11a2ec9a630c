// SPDX-License-Identifier: Apache-2.0
#include <harness/report/terminal_table.hpp>
#include <harness/report/text.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace bxbench::report {
namespace {

constexpr int label_limit = 24, name_limit = 24, gap = 3;

/// A cell as the terminal shows it:
///     12.3 s  0.41× [1]
///       [11.9–12.8]
///        7/7 cached
struct Lines {
  std::string value, ratio, marks, interval, detail;
  Style value_style = Style::plain, ratio_style = Style::plain;
};

/// Columns of the parts of one table column. Everything but the marks ends at the same place.
struct Column {
  std::string name;
  std::vector<Lines> cells;
  int ratio = 0, marks = 0, text = 0;
  int total() const { return text + marks; }
};

Style style_of(Mark mark) {
  switch (mark) {
    case Mark::failed:
    case Mark::verdict:
      return Style::bad;
    case Mark::invalid:
      return Style::warning;
    case Mark::missing:
      return Style::faint;
    case Mark::none:
      break;
  }
  return Style::plain;
}

Style style_of(Trend trend) {
  return trend == Trend::faster ? Style::good : trend == Trend::slower ? Style::bad : Style::plain;
}

/// The ratio and whether it is certain; what is not leaves room, so that figures stay in line.
std::string ratio_of(const TableCell& cell, bool any_certain) {
  if (cell.ratio.empty() || !any_certain) return cell.ratio;
  const auto mark = cell.trend == Trend::unclear ? std::string_view(" ") : trend_mark(cell.trend);
  return cell.ratio + std::string(mark);
}

Lines lines_of(const TableCell& cell, const Ink& ink, bool any_certain) {
  const auto marks =
      cell.footnotes.empty() ? "" : fmt::format(" [{}]", fmt::join(cell.footnotes, ","));
  const auto ratio = ink.safe(ratio_of(cell, any_certain));
  return {ink.safe(cell.value),
          ratio,
          marks,
          ink.safe(cell.interval),
          ink.safe(cell.detail),
          style_of(cell.mark),
          style_of(cell.trend)};
}

Column column_of(const Table& table, std::size_t index, const Ink& ink) {
  Column column;
  column.name = clip(ink.safe(table.columns[index]), name_limit);
  int value = 0;
  const bool certain = std::any_of(table.rows.begin(), table.rows.end(), [&](const auto& row) {
    const auto& cell = row.cells.at(index);
    return cell.trend != Trend::unclear && !cell.ratio.empty();
  });
  for (const auto& row : table.rows) {
    const auto& cell = column.cells.emplace_back(lines_of(row.cells.at(index), ink, certain));
    value = std::max(value, display_width(cell.value));
    column.ratio = std::max(column.ratio, display_width(cell.ratio));
    column.text = std::max({column.text, display_width(cell.interval), display_width(cell.detail)});
  }
  if (column.ratio > 0) column.ratio += 1;
  for (const auto& cell : column.cells) {  // without a ratio, marks take its place
    const int room = cell.ratio.empty() ? column.ratio : 0;
    column.marks = std::max(column.marks, display_width(cell.marks) - room);
  }
  column.text = std::max({column.text, value + column.ratio, display_width(column.name)});
  return column;
}

/// Columns that stand beside each other, and the labels of their rows.
class Block {
 public:
  Block(const Ink& ink, int label_width) : ink_(ink), label_width_(label_width) {}

  /// Whether the column still fits; the first one always does.
  bool take(const Column& column) {
    if (!columns_.empty() && width() + gap + column.total() > ink_.width()) return false;
    columns_.push_back(&column);
    return true;
  }

  std::string render(const std::string& name, const std::vector<std::string>& labels) const {
    const auto title = clip(name, label_width_);
    auto text = line(ink_.put(title, Style::strong, label_width_), [&](const Column& column) {
      return ink_.put(column.name, Style::strong, column.text, Side::left) +
             std::string(static_cast<std::size_t>(column.marks), ' ');
    });
    for (int i = 0; i < width(); ++i)
      text += ink_.safe("─");
    text += '\n';
    for (std::size_t row = 0; row < labels.size(); ++row)
      text += render_row(labels[row], row);
    return text;
  }

 private:
  int width() const {
    int width = label_width_;
    for (const auto* column : columns_)
      width += gap + column->total();
    return width;
  }

  std::string render_row(const std::string& label, std::size_t row) const {
    auto labels = wrap(label, label_width_);
    labels.resize(std::max<std::size_t>(labels.size(), 3));
    for (auto& piece : labels)
      piece = ink_.put(piece, Style::plain, label_width_);
    auto text = line(labels[0], [&](const Column& column) { return first_line(column, row); });
    std::size_t next = 1;
    for (const auto part : {&Lines::interval, &Lines::detail}) {
      const bool any = std::any_of(columns_.begin(), columns_.end(), [&](const Column* column) {
        return !(column->cells[row].*part).empty();
      });
      if (!any) continue;
      text += line(labels[next++], [&](const Column& column) {
        return ink_.put(column.cells[row].*part, Style::faint, column.text, Side::left) +
               std::string(static_cast<std::size_t>(column.marks), ' ');
      });
    }
    for (; next < labels.size(); ++next)
      if (display_width(labels[next]) > 0) text += trimmed(labels[next]);
    return text;
  }

  std::string first_line(const Column& column, std::size_t row) const {
    const auto& cell = column.cells[row];
    if (cell.ratio.empty())  // marks stand right after their value
      return ink_.put(cell.value, cell.value_style, column.text - column.ratio, Side::left) +
             ink_.put(cell.marks, Style::warning, column.ratio + column.marks);
    return ink_.put(cell.value, cell.value_style, column.text - column.ratio, Side::left) +
           ink_.put(cell.ratio, cell.ratio_style, column.ratio, Side::left) +
           ink_.put(cell.marks, Style::warning, column.marks);
  }

  template <class PartOf>
  std::string line(std::string text, PartOf part_of) const {
    for (const auto* column : columns_)
      text += std::string(gap, ' ') + part_of(*column);
    return trimmed(text);
  }

  static std::string trimmed(std::string text) {
    text.erase(text.find_last_not_of(' ') + 1);
    return text.empty() ? text : text + '\n';
  }

  Ink ink_;
  int label_width_;
  std::vector<const Column*> columns_;
};

/// Breaks before the dot of "version-bump · first" or not at all.
std::string label_of(std::string label, const Ink& ink) {
  constexpr std::string_view dot = " · ";
  if (const auto at = label.find(dot); at != std::string::npos)
    label.replace(at, dot.size(), " ·\u00A0");
  return ink.safe(label);
}

int widest_word(std::string_view text) {
  int widest = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find(' ', begin), text.size());
    widest = std::max(widest, display_width(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return widest;
}

/// The columns in blocks that fit, beside labels of one width.
std::vector<Block> blocks_of(const std::vector<Column>& columns, const Ink& ink, int label_width) {
  std::vector<Block> blocks{Block(ink, std::min(label_width, label_limit))};
  for (const auto& column : columns) {
    if (blocks.back().take(column)) continue;
    blocks.emplace_back(ink, std::min(label_width, label_limit)).take(column);
  }
  return blocks;
}

}  // namespace

std::string render_table(const Table& table, const Ink& ink) {
  std::vector<Column> columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    columns.push_back(column_of(table, i, ink));
  const auto name = ink.safe(table.title);
  std::vector<std::string> labels;
  int natural = display_width(name), narrow = natural;
  for (const auto& row : table.rows) {
    labels.push_back(label_of(row.label, ink));
    natural = std::max(natural, display_width(labels.back()));
    narrow = std::max(narrow, widest_word(labels.back()));
  }
  auto blocks = blocks_of(columns, ink, natural);
  if (blocks.size() > 1) blocks = blocks_of(columns, ink, narrow);
  std::string text;
  for (const auto& block : blocks)
    text += (text.empty() ? "" : "\n") + block.render(name, labels);
  return text;
}

}  // namespace bxbench::report
