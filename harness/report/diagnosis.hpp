// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/finding.hpp>
#include <harness/diagnosis/tally.hpp>
#include <harness/report/layout.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::report {

/// What `bxbench diagnose` found, and in what.
struct Diagnosis {
  std::vector<diagnosis::Finding> findings;  ///< as `diagnosis::judge` orders them
  std::vector<std::string> read;             ///< "ci.log: 812 lines", one per file
  std::string profile;                       ///< its name
  std::vector<std::string> files{};          ///< that were read, for findings without a place
  diagnosis::Tally tally{};                  ///< of what was read
  std::string directory{};                   ///< that paths in a repository begin at
};

/// How what was piped in is called.
inline constexpr std::string_view stdin_name = "standard input";

/// One format of a diagnosis.
struct DiagnosisExporter {
  std::string_view format;  ///< the word after --format
  std::string (*render)(const Diagnosis&, const Layout&);
};

/// All formats; the first is the default.
std::span<const DiagnosisExporter> diagnosis_exporters();

/// For people: by job, the most likely cause first; what was found fits on a screen, the details
/// follow. `layout.details`: also what holds.
std::string diagnosis_text(const Diagnosis& diagnosis, const Layout& layout);

/// {"schema": "bxbench/diagnosis/1", …}; missing places are empty lists, unknown lines 0.
std::string diagnosis_json(const Diagnosis& diagnosis, const Layout& layout);

/// SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), as code hosts take it: failures
/// as errors, what could not be decided as notes.
std::string diagnosis_sarif(const Diagnosis& diagnosis, const Layout& layout);

/// GitHub's workflow commands: "::error file=…,line=…,title=…::message".
std::string diagnosis_annotations(const Diagnosis& diagnosis, const Layout& layout);

/// The page of one rule, for `bxbench explain`. Empty: there is no such rule.
std::string explain_rule(std::string_view name, const Layout& layout);

}  // namespace bxbench::report
