// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/rule.hpp>
#include <harness/report/diagnosis.hpp>
#include <tests/support/golden.hpp>
#include <tests/support/job_facts.hpp>
#include <tests/support/schema.hpp>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>

using namespace bxbench;
using diagnosis::Place;
using nlohmann::json;
using report::Layout;

namespace {

/// A locked key with its lines, a tag that misses, a fault of a workflow with its correction.
report::Diagnosis example() {
  auto job = test::second_hit();
  job.restores[0].bytes = 195;
  job.restores[0].place = {"logs/2 a.log", 71, 0, "Cache Size: ~0 MB (195 B)"};
  job.saves[0].place = {"logs/2 a.log", 212, 0,
                        "Cache hit occurred on the primary key k-v1, not saving cache."};
  auto tag = test::first_fill();
  tag.run = "3.log";
  tag.ref = "refs/tags/v1";
  tag.restores[0].key = "other";
  report::Diagnosis made;
  made.findings = diagnosis::judge(diagnosis::Facts{{job, tag}}, {});
  diagnosis::Finding lint;
  lint.rule = "mode-min";
  lint.outcome = diagnosis::Outcome::fail;
  lint.evidence = "cache-to has 100% of the last stage,\nand no other";
  lint.places = {Place{"ci.yml", 12, 11, "cache-to: type=gha"}};
  lint.correction = "cache-to: type=gha,mode=max";
  lint.weight = 0.6;
  made.findings.insert(made.findings.begin() + 2, lint);
  made.read = {"logs/2 a.log: 230 lines"};
  made.profile = "default";
  return made;
}

}  // namespace

TEST_CASE("a diagnosis for people begins with the likely causes", "[report][golden]") {
  const auto text = diagnosis_text(example(), Layout{});
  CHECK(text == tests::approved("diagnosis.txt", text));
  const auto details = text.find("Details:");
  CHECK(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(details), '\n') < 24);
  CHECK(text.find("key-locked") < text.find("empty-restore"));
  CHECK(text.find('\x1b') == std::string::npos);
}

TEST_CASE("however much is found, what comes before the details fits on a screen", "[report]") {
  auto many = example();
  for (int i = 0; i < 200; ++i) {
    auto finding = many.findings.front();
    finding.job = "job " + std::to_string(i / 3);
    many.findings.push_back(finding);
  }
  const auto text = diagnosis_text(many, Layout{});
  const auto details = static_cast<std::ptrdiff_t>(text.find("Details:"));
  CHECK(std::count(text.begin(), text.begin() + details, '\n') <= 24);
  CHECK(text.find("more, below") < text.find("Details:"));
}

TEST_CASE("what holds is told on demand", "[report]") {
  Layout layout;
  CHECK(diagnosis_text(example(), layout).find("no mount is empty") == std::string::npos);
  CHECK(diagnosis_text(example(), layout).find("\xe2\x9c\x93") == std::string::npos);
  layout.details = true;
  CHECK(diagnosis_text(example(), layout).find("\xe2\x9c\x93 ") != std::string::npos);
  layout.unicode = false;
  const auto ascii = diagnosis_text(example(), layout);
  CHECK(std::all_of(ascii.begin(), ascii.end(), [](unsigned char c) { return c < 128; }));
}

TEST_CASE("many files are told of in one line", "[report]") {
  auto made = example();
  made.read.clear();
  for (int i = 0; i < 30; ++i)
    made.read.push_back(std::to_string(i) + ".log: 9 lines");
  made.tally = {4, 1, 0};
  CHECK(diagnosis_text(made, Layout{}).starts_with("30 files: 4 cache steps and 1 build\n"));
  Layout all;
  all.details = true;
  CHECK(diagnosis_text(made, all).starts_with("0.log: 9 lines\n1.log: 9 lines\n"));
}

TEST_CASE("what was read and not judged is not said to be nothing", "[report]") {
  report::Diagnosis made;
  CHECK(diagnosis_text(made, Layout{}) ==
        "No rule applies: nothing of a build or a cache was found.\n");
  made.tally = {1, 2, 0};
  CHECK(diagnosis_text(made, Layout{}) ==
        "1 cache step and 2 builds were read, and no rule has enough to judge by.\n");
  made.tally = {0, 0, 7};
  CHECK(diagnosis_text(made, Layout{}) ==
        "7 steps of a Dockerfile were read, and no rule has enough to judge by.\n");
}

TEST_CASE("of several workflows each has its heading", "[report]") {
  auto made = example();
  made.files = {"a.yml", "ci.yml"};
  CHECK(diagnosis_text(made, Layout{}).find("\nconfiguration ci.yml\n") != std::string::npos);
  made.files = {"ci.yml"};
  CHECK(diagnosis_text(made, Layout{}).find("\nconfiguration\n") != std::string::npos);
}

TEST_CASE("a diagnosis in JSON is what its schema says", "[report][schema]") {
  const auto objections = [](const json& document) {
    return tests::violations("results/schema/diagnosis.schema.json", document);
  };
  const auto good = json::parse(diagnosis_json(example(), Layout{}));
  CHECK(objections(good) == "");
  CHECK(objections(json::parse(diagnosis_json({}, Layout{}))) == "");
  auto bad = good;
  bad["findings"][0]["outcome"] = "maybe";
  CHECK(objections(bad) != "");
  bad = good;
  bad["findings"][0].erase("places");
  CHECK(objections(bad) != "");
  bad = good;
  bad["extra"] = 1;
  CHECK(objections(bad) != "");
}

TEST_CASE("code hosts get paths of the repository, and none of what was piped in", "[report]") {
  auto made = example();
  made.directory = "/home/me/app";
  made.findings[0].places = {{"/home/me/app/ci/a.yml", 3, 0, ""}, {"standard input", 4, 0, ""}};
  made.findings[1].places = {{"standard input", 4, 0, ""}};
  made.findings[2].places = {{"/elsewhere/b.yml", 1, 0, ""}};
  const auto results = json::parse(diagnosis_sarif(made, Layout{}))["runs"][0]["results"];
  const auto uri = [&](std::size_t i) {
    return results[i]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
  };
  CHECK(uri(0) == "ci/a.yml");
  CHECK_FALSE(results[0].contains("relatedLocations"));
  CHECK(results[1]["locations"].empty());
  CHECK(uri(2) == "/elsewhere/b.yml");
  const auto text = diagnosis_annotations(made, Layout{});
  CHECK(text.starts_with("::error file=ci/a.yml,line=3,title="));
  CHECK(text.find("\n::error title=") != std::string::npos);
  CHECK(text.find("file=standard input") == std::string::npos);
}

TEST_CASE("a diagnosis in JSON has every finding with cause, fix and places", "[report]") {
  const auto made = json::parse(diagnosis_json(example(), Layout{}));
  CHECK(made["schema"] == "bxbench/diagnosis/1");
  CHECK(made["findings"].size() == example().findings.size());
  const auto& first = made["findings"][0];
  CHECK(first["rule"] == "key-locked");
  CHECK(first["outcome"] == "fail");
  CHECK(first["reproduce"] == "bxbench run key-locked");
  CHECK(first["places"][0]["line"] == 212);
  CHECK_FALSE(first["cause"].get<std::string>().empty());
  CHECK(made["findings"].back()["cause"] == "");
}

TEST_CASE("SARIF names rules, levels and regions", "[report]") {
  const auto sarif = json::parse(diagnosis_sarif(example(), Layout{}));
  CHECK(sarif["version"] == "2.1.0");
  const auto& run = sarif["runs"][0];
  const auto& rules = run["tool"]["driver"]["rules"];
  CHECK(rules.size() == diagnosis::all_rules().size());
  for (const auto& result : run["results"]) {
    const auto index = result["ruleIndex"].get<std::size_t>();
    CHECK(rules[index]["id"] == result["ruleId"]);
    CHECK(result["kind"] != "pass");
    // SARIF 3.27.10: a level other than "none" goes with kind "fail" alone
    CHECK((result["kind"] == "fail") == (result["level"] == "error"));
  }
  const auto& location = run["results"][0]["locations"][0]["physicalLocation"];
  CHECK(location["artifactLocation"]["uri"] == "logs/2%20a.log");
  CHECK(location["region"]["startLine"] == 212);
  CHECK(run["results"][0]["relatedLocations"].size() == 1);
}

TEST_CASE("SARIF gives a finding without a place the file that it is about", "[report]") {
  report::Diagnosis made;
  made.files = {"1.log", "2.log", "ci.yml"};
  diagnosis::Finding finding;
  finding.rule = "mode-min";
  finding.outcome = diagnosis::Outcome::fail;
  finding.evidence = "key ${{ env.KEY }}";
  made.findings = {finding, finding};
  made.findings[1].job = "build of 2.log";
  const auto results = json::parse(diagnosis_sarif(made, Layout{}))["runs"][0]["results"];
  const auto uri = [&](std::size_t i) {
    return results[i]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
  };
  CHECK(uri(0) == "ci.yml");
  CHECK(uri(1) == "2.log");
  // SARIF 3.11.5: braces that are no placeholders
  CHECK(results[0]["message"]["text"].get<std::string>().starts_with("key ${{{{ env.KEY }}}}."));
}

TEST_CASE("annotations name files as the repository does", "[report]") {
  auto made = example();
  made.findings[0].places[0].file = "././a.yml";
  CHECK(diagnosis_annotations(made, Layout{}).starts_with("::error file=a.yml,"));
}

TEST_CASE("annotations escape what ends a workflow command", "[report]") {
  const auto text = diagnosis_annotations(example(), Layout{});
  CHECK(text.starts_with(
      "::error file=logs/2 a.log,line=212,title=bxbench key-locked::build of 2.log: key "));
  CHECK(
      text.find("::error file=ci.yml,line=12,col=11,title=bxbench mode-min::cache-to has 100%25 of "
                "the last stage, and no other%0A") != std::string::npos);
  CHECK(text.find("::notice ") != std::string::npos);
  CHECK(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) ==
        json::parse(diagnosis_sarif(example(), Layout{}))["runs"][0]["results"].size());
}

TEST_CASE("a rule is explained with its page, and one that is not there is not", "[report]") {
  const auto text = report::explain_rule("key-locked", Layout{});
  CHECK(text.starts_with("key-locked\n"));
  CHECK(text.find("bxbench run key-locked") != std::string::npos);
  CHECK(text.find("immutable") != std::string::npos);
  CHECK(report::explain_rule("no-such-rule", Layout{}).empty());
}
