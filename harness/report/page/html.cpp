// SPDX-License-Identifier: Apache-2.0
#include <harness/report/page/assets.hpp>
#include <harness/report/page/html.hpp>
#include <harness/report/text.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace bxbench::report {
namespace {

constexpr const char* policy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

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
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += letter;
    }
  }
  return result;
}

/// "<tag><li>…</li></tag>"
std::string list(std::string_view tag, const std::vector<std::string>& lines,
                 std::string_view attributes = {}) {
  auto text = fmt::format("<{}{}>\n", tag, attributes);
  for (const auto& line : lines)
    text += fmt::format("<li>{}</li>\n", escaped(line));
  return text + fmt::format("</{}>\n", tag);
}

std::string section(std::string_view id, std::string_view title, const std::string& content) {
  return fmt::format("<section id=\"{}\">\n<h2>{}</h2>\n{}</section>\n", id, escaped(title),
                     content);
}

std::string classes(const TableCell& cell) {
  std::string names;
  const auto add = [&](const char* name) {
    names += (names.empty() ? "" : " ") + std::string(name);
  };
  if (cell.trend == Trend::faster) add("faster");
  if (cell.trend == Trend::slower) add("slower");
  switch (cell.mark) {
    case Mark::failed:
      add("failed");
      break;
    case Mark::invalid:
      add("invalid");
      break;
    case Mark::verdict:
      add("verdict");
      break;
    case Mark::missing:
      add("missing");
      break;
    case Mark::none:
      break;
  }
  return names.empty() ? names : fmt::format(" class=\"{}\"", names);
}

std::string span(std::string_view name, std::string_view text) {
  if (text.empty()) return {};
  return fmt::format("<span class=\"{}\">{}</span> ", name, escaped(text));
}

std::string cell_html(const TableCell& cell) {
  auto text = fmt::format("<td{}", classes(cell));
  if (cell.sort && std::isfinite(*cell.sort)) text += fmt::format(" data-sort=\"{}\"", *cell.sort);
  text += ">" + span("value", cell.value) + span("interval", cell.interval) +
          span("ratio", cell.ratio) + span("detail", cell.detail);
  if (!cell.footnotes.empty()) {
    text += "<sup>";
    for (const int number : cell.footnotes)
      text += fmt::format("<a href=\"#note-{0}\" aria-label=\"note {0}\">{0}</a> ", number);
    text += "</sup>";
  }
  return text + "</td>";
}

std::string table_html(const Table& table, std::size_t number) {
  auto text = fmt::format(
      "<h3 id=\"table-{0}\">{1}</h3>\n<div class=\"scroll\" role=\"region\" "
      "aria-labelledby=\"table-{0}\" tabindex=\"0\"><table class=\"sortable\">\n<thead><tr>"
      "<th scope=\"col\">{2}</th>",
      number, escaped(table.title), escaped(table.corner));
  for (const auto& name : table.columns)
    text += fmt::format("<th scope=\"col\">{}</th>", escaped(name));
  text += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    text += fmt::format("<tr><th scope=\"row\">{}</th>", escaped(row.label));
    for (const auto& cell : row.cells)
      text += cell_html(cell);
    text += "</tr>\n";
  }
  return text + "</tbody></table></div>\n";
}

std::string tables_html(const Report& report) {
  std::string text;
  for (std::size_t i = 0; i < report.tables.size(); ++i)
    text += table_html(report.tables[i], i + 1);
  for (const auto& note : report.notes)
    text += fmt::format("<p class=\"notes\">{}.</p>\n", escaped(capitalized(note)));
  return text;
}

std::string footnotes_html(const Report& report) {
  std::string text = "<ol>\n";
  for (std::size_t i = 0; i < report.footnotes.size(); ++i)
    text += fmt::format("<li id=\"note-{}\">{}</li>\n", i + 1, escaped(report.footnotes[i]));
  return text + "</ol>\n";
}

std::string time_use_html(const std::vector<TimeUse>& uses) {
  std::string text = "<p class=\"notes\">In the sample with the median job time.</p>\n";
  for (const auto& use : uses)
    text += fmt::format("<details><summary>{}</summary>\n{}</details>\n", escaped(use.place),
                        list("ul", use.lines));
  return text;
}

/// JSON inside a script element: no character there may end the element or begin a comment.
std::string script_safe(const nlohmann::ordered_json& data) {
  std::string text;
  for (const char letter : data.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)) {
    if (letter == '<')
      text += "\\u003c";
    else if (letter == '>')
      text += "\\u003e";
    else if (letter == '&')
      text += "\\u0026";
    else
      text += letter;
  }
  return text;
}

std::string head(const std::string& title) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n<title>{}</title>\n"
      "<style>\n{}</style>\n</head>\n<body>\n"
      "<a class=\"skip\" href=\"#main\">Skip to the results</a>\n",
      policy, escaped(title), page_style());
}

std::string body(const Report& report) {
  auto text = fmt::format("<header>\n<h1>{}</h1>\n{}</header>\n<main id=\"main\">\n",
                          escaped(report.title), list("ul", report.facts, " class=\"facts\""));
  if (!report.warnings.empty())
    text += fmt::format(
        "<section id=\"warnings\" class=\"warnings\" aria-label=\"Warnings\">\n{}</section>\n",
        list("ul", report.warnings));
  if (!report.conclusion.lines.empty())
    text += section("recommendation", capitalized(report.conclusion.title),
                    list("ul", report.conclusion.lines));
  text += section("tables", "Results", tables_html(report));
  text += section("charts", "Charts",
                  "<p class=\"no-script\">The charts need JavaScript. The tables hold the main "
                  "figures; all that the charts show is in this page's source, as JSON.</p>\n");
  if (!report.break_even.empty())
    text += section("break-even", "Break-even", list("ul", report.break_even));
  if (!report.footnotes.empty()) text += section("notes", "Notes", footnotes_html(report));
  if (!report.time_uses.empty())
    text += section("time-use", "Where the time goes", time_use_html(report.time_uses));
  if (!report.reproduce.empty())
    text += section("repeat", "Repeat",
                    fmt::format("<pre><code>{}</code></pre>\n", escaped(report.reproduce)));
  return text + "</main>\n";
}

}  // namespace

std::string render_html(const Report& report, const nlohmann::ordered_json& data) {
  auto text = head(report.title) + body(report);
  text +=
      fmt::format("<script type=\"application/json\" id=\"data\">{}</script>\n", script_safe(data));
  for (const auto script : {chart_library(), page_script()})
    text += fmt::format("<script>\n{}</script>\n", script);
  return text + "</body>\n</html>\n";
}

}  // namespace bxbench::report
