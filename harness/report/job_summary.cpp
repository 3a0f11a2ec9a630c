// SPDX-License-Identifier: Apache-2.0
#include <harness/report/job_summary.hpp>
#include <harness/report/markdown.hpp>

namespace bxbench::report {
namespace {

constexpr const char* shortened =
    "shortened to what a job summary takes: bxbench report or compare with --format markdown "
    "prints all of it";
constexpr const char* too_long =
    "this report is longer than what a job summary takes: bxbench report or compare with --format "
    "markdown prints it";

/// What a reader of the tables cannot do without.
Report essence(const Report& report) {
  Report essence;
  essence.title = report.title;
  essence.tables = report.tables;
  essence.conclusion = report.conclusion;
  essence.notes = report.notes;
  essence.notes.emplace_back(shortened);
  essence.footnotes = report.footnotes;
  return essence;
}

Report note(const Report& report) {
  Report note;
  note.title = report.title;
  note.conclusion = report.conclusion;
  note.notes.emplace_back(too_long);
  return note;
}

}  // namespace

std::string job_summary(const Report& report, std::size_t room) {
  auto text = render_markdown(report);
  if (text.size() > room) text = render_markdown(essence(report));
  if (text.size() > room) text = render_markdown(note(report));
  return text.size() > room ? std::string{} : text;
}

}  // namespace bxbench::report
