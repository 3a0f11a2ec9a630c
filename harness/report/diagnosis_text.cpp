// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rule.hpp>
#include <harness/report/diagnosis.hpp>
#include <harness/report/ink.hpp>
#include <harness/report/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace bxbench::report {
namespace {

using diagnosis::Finding;
using diagnosis::Outcome;

constexpr std::size_t summary_lines = 18, places_shown = 4, files_named = 3;

struct Mark {
  const char *unicode, *ascii;
  Style style;
};

Mark mark_of(Outcome outcome) {
  if (outcome == Outcome::fail) return {"✗", "x", Style::bad};
  if (outcome == Outcome::inconclusive) return {"?", "?", Style::warning};
  return {"✓", "+", Style::good};
}

/// Findings of one job, or of the files.
struct Group {
  std::string job;
  std::vector<const Finding*> failed, undecided, passed;
};

bool is_workflow(const std::string& file) {
  return file.ends_with(".yml") || file.ends_with(".yaml");
}

/// What a finding is about: a job; of several workflows which.
std::string subject_of(const Finding& finding, bool several) {
  if (!finding.job.empty()) return finding.job;
  if (!several || finding.places.empty()) return "configuration";
  return "configuration " + finding.places.front().file;
}

/// In the order of their most likely cause.
std::vector<Group> by_job(const Diagnosis& diagnosis) {
  const bool several =
      std::count_if(diagnosis.files.begin(), diagnosis.files.end(), is_workflow) > 1;
  std::vector<Group> groups;
  for (const auto& finding : diagnosis.findings) {
    const auto subject = subject_of(finding, several);
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const auto& one) { return one.job == subject; });
    if (group == groups.end()) group = groups.insert(groups.end(), Group{subject, {}, {}, {}});
    auto& list = finding.outcome == Outcome::fail           ? group->failed
                 : finding.outcome == Outcome::inconclusive ? group->undecided
                                                            : group->passed;
    list.push_back(&finding);
  }
  return groups;
}

std::string counted(std::size_t number, const char* thing) {
  return fmt::format("{} {}{}", number, thing, number == 1 ? "" : "s");
}

std::string nothing_judged(const diagnosis::Tally& tally) {
  auto read = counted(tally.cache_steps, "cache step") + " and " + counted(tally.builds, "build");
  if (tally.cache_steps + tally.builds == 0) {
    if (tally.docker_steps == 0) return "No rule applies: nothing of a build or a cache was found.";
    read = counted(tally.docker_steps, "step") + " of a Dockerfile";
  }
  return read + " were read, and no rule has enough to judge by.";
}

class Writer {
 public:
  Writer(const Diagnosis& diagnosis, const Layout& layout)
      : diagnosis_(diagnosis), layout_(layout), ink_(layout) {}

  std::string text() {
    const auto groups = by_job(diagnosis_);
    head(groups);
    share_ = share_of(groups);
    for (const auto& group : groups)
      summary(group);
    if (more_ > 0) line(2, Style::faint, fmt::format("… and {} more, below", more_));
    for (const auto& group : groups)
      details(group);
    return std::move(out_);
  }

 private:
  void line(int indent, Style style, std::string_view text) {
    out_ += std::string(static_cast<std::size_t>(indent), ' ') + ink_.put(ink_.safe(text), style) +
            "\n";
  }

  void paragraph(int indent, const char* label, std::string_view text) {
    constexpr int label_width = 9;
    const int width = std::min(ink_.width(), 100) - indent - label_width;
    auto lines = wrap(ink_.safe(text), width);
    for (std::size_t i = 0; i < lines.size(); ++i)
      out_ += std::string(static_cast<std::size_t>(indent), ' ') +
              ink_.put(i == 0 ? label : "", Style::faint, label_width) + lines[i] + "\n";
  }

  void head(const std::vector<Group>& groups) {
    std::size_t failed = 0, undecided = 0, passed = 0;
    for (const auto& group : groups) {
      failed += group.failed.size();
      undecided += group.undecided.size();
      passed += group.passed.size();
    }
    what_was_read();
    if (groups.empty()) {
      line(0, Style::plain, nothing_judged(diagnosis_.tally));
      return;
    }
    line(0, Style::strong,
         fmt::format("{} found, {} undecided, {} checks hold (profile {})",
                     failed == 1 ? "1 fault" : fmt::format("{} faults", failed), undecided, passed,
                     diagnosis_.profile));
  }

  void what_was_read() {
    const auto& read = diagnosis_.read;
    const auto& tally = diagnosis_.tally;
    if (read.size() <= files_named || layout_.details)
      for (const auto& one : read)
        line(0, Style::faint, one);
    else
      line(0, Style::faint,
           fmt::format("{} files: {} and {}", read.size(), counted(tally.cache_steps, "cache step"),
                       counted(tally.builds, "build")));
  }

  /// Findings of each job before the details, so that every job is seen and all fit on a screen.
  static std::size_t share_of(const std::vector<Group>& groups) {
    const auto bad = static_cast<std::size_t>(
        std::count_if(groups.begin(), groups.end(), [](const auto& one) { return !holds(one); }));
    return bad == 0 ? 0 : std::max<std::size_t>(1, summary_lines / bad - 2);
  }

  static bool holds(const Group& group) { return group.failed.empty() && group.undecided.empty(); }

  void summary(const Group& group) {
    if (holds(group)) return;
    auto left = group.failed.size() + group.undecided.size();
    const auto shown = std::min(share_, left);
    if (lines_ + shown + 2 > summary_lines && lines_ > 0) {
      more_ += left;
      return;
    }
    lines_ += shown + 2;
    out_ += "\n";
    line(0, Style::strong, group.job);
    for (const auto* list : {&group.failed, &group.undecided})
      for (const auto* finding : *list)
        if (left > 0 && group.failed.size() + group.undecided.size() - left < shown) {
          summary(*finding);
          --left;
        }
    more_ += left;
  }

  void summary(const Finding& finding) {
    const auto mark = mark_of(finding.outcome);
    const auto text = clean(fmt::format("{}  {}", finding.rule, finding.evidence));
    out_ += "  " + ink_.put(sign(mark), mark.style) + " " +
            ink_.safe(clip(text, ink_.width() - 5)) + "\n";
  }

  void details(const Group& group) {
    if (group.failed.empty() && group.undecided.empty() && !layout_.details) return;
    out_ += "\n";
    line(0, Style::strong, fmt::format("Details: {}", group.job));
    for (const auto* list : {&group.failed, &group.undecided})
      for (const auto* finding : *list)
        details(*finding);
    if (!layout_.details) return;
    for (const auto* finding : group.passed)
      details(*finding);
  }

  void details(const Finding& finding) {
    const auto mark = mark_of(finding.outcome);
    const auto* rule = diagnosis::find_rule(finding.rule);
    out_ += "\n  " + ink_.put(sign(mark), mark.style) + " " +
            ink_.put(ink_.safe(finding.rule), Style::strong) + "\n";
    paragraph(4, "found", finding.evidence);
    if (finding.outcome == Outcome::fail && rule) {
      paragraph(4, "cause", finding.cause.empty() ? rule->cause : finding.cause);
      paragraph(4, "fix", finding.fix.empty() ? rule->fix : finding.fix);
    }
    places(finding);
    if (!finding.correction.empty()) correction(finding.correction);
    if (finding.outcome == Outcome::fail && rule && *rule->reproduce)
      paragraph(4, "try", fmt::format("{}, or: bxbench explain {}", rule->reproduce, rule->name));
  }

  void places(const Finding& finding) {
    const auto shown = std::min(finding.places.size(), places_shown);
    for (std::size_t i = 0; i < shown; ++i) {
      const auto& place = finding.places[i];
      auto where = place.file;
      if (place.line > 0) where += fmt::format(":{}", place.line);
      if (place.column > 0) where += fmt::format(":{}", place.column);
      paragraph(4, "at", where);
      if (!place.text.empty())
        line(13, Style::faint, clip(clean(place.text), std::max(20, ink_.width() - 14)));
    }
  }

  void correction(const std::string& text) {
    line(4, Style::faint, "write");
    for (std::size_t begin = 0; begin < text.size();) {
      const auto end = std::min(text.find('\n', begin), text.size());
      line(6, Style::good, text.substr(begin, end - begin));
      begin = end + 1;
    }
  }

  std::string sign(const Mark& mark) const { return layout_.unicode ? mark.unicode : mark.ascii; }

  const Diagnosis& diagnosis_;
  const Layout& layout_;
  Ink ink_;
  std::string out_;
  std::size_t lines_ = 0, share_ = 0, more_ = 0;
};

constexpr DiagnosisExporter exporters[] = {
    {"text", diagnosis_text},
    {"json", diagnosis_json},
    {"sarif", diagnosis_sarif},
    {"annotations", diagnosis_annotations},
};

}  // namespace

std::span<const DiagnosisExporter> diagnosis_exporters() {
  return exporters;
}

std::string diagnosis_text(const Diagnosis& diagnosis, const Layout& layout) {
  return Writer(diagnosis, layout).text();
}

}  // namespace bxbench::report
