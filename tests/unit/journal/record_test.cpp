// SPDX-License-Identifier: Apache-2.0
#include <harness/journal/record.hpp>
#include <harness/journal/seconds.hpp>
#include <tests/support/example_records.hpp>
#include <tests/support/result_printer.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <functional>

using namespace bxbench;
using namespace bxbench::journal;
using Catch::Matchers::ContainsSubstring;
using Json = nlohmann::json;

namespace {

/// Every scalar of a document as "path = value".
std::map<std::string, std::string> leaves(const Json& json) {
  std::map<std::string, std::string> found;
  const auto flat = json.flatten();
  for (const auto& [path, value] : flat.items())
    found[path] = value.dump();
  return found;
}

std::string edited(const Record& record, const std::function<void(Json&)>& edit) {
  auto json = Json::parse(encode(record));
  edit(json);
  return json.dump();
}

std::string error_of(const std::string& line) {
  const auto record = decode(line);
  return record ? "decoded" : record.error().message;
}

}  // namespace

TEST_CASE("a record survives encoding and decoding", "[journal]") {
  const RunFinished finished{"2026-05-01T12:30:00Z", true, "--max-time"};
  const measure::Noise noise{"2026-05-01T12:00:00Z", 0.001, 0.05, 0.1, 0.01, 1.5};
  for (const Record& record :
       {Record(tests::full_run_started()), Record(tests::full_trial_finished()), Record(finished),
        Record(noise)}) {
    const auto line = encode(record);
    const auto decoded = decode(line);
    REQUIRE(decoded);
    CHECK(decoded->index() == record.index());
    CHECK(encode(*decoded) == line);
  }
}

TEST_CASE("a decoded sample holds the values that were written", "[journal]") {
  const auto decoded = decode(encode(tests::full_trial_finished()));
  REQUIRE(decoded);
  const auto& sample = std::get<TrialFinished>(*decoded).samples.at(0);
  CHECK(sample.cell == measure::CellKey{"go", "mount", "version-bump", "first"});
  CHECK(sample.claim == suite::Claim::warm);
  CHECK(sample.carries == suite::Carries::mounts);
  CHECK(sample.job_seconds == 12.3456789012345);
  CHECK(sample.phases.save == 9.5);
  CHECK(sample.evidence.restore->matched_key == "key-0");
  CHECK(sample.evidence.traffic.at("actions-cache").sent == 18446744073709551615U);
  CHECK(sample.evidence.artifact_fresh == false);
  CHECK(sample.verdicts.at(0).outcome == measure::Verdict::Outcome::fail);
  CHECK(sample.verdicts.at(0).expected);
}

TEST_CASE("no field of a full record is left out", "[journal]") {
  const auto full = leaves(Json::parse(encode(tests::full_trial_finished())));
  for (const auto& [path, value] : full) {
    INFO(path << " = " << value);
    CHECK((value != "null" || path == "/cell/job"));
  }
  CHECK(full.size() == 134);
  CHECK(leaves(Json::parse(encode(tests::full_run_started()))).size() == 44);
}

TEST_CASE("what is missing is null, not 0", "[journal]") {
  TrialFinished trial;
  trial.samples.emplace_back();
  const auto json = Json::parse(encode(trial));
  const auto& sample = json["samples"][0];
  CHECK(json["error"].is_null());
  CHECK(sample["phases"]["restore"].is_null());
  CHECK(sample["evidence"]["restore"].is_null());
  CHECK(sample["evidence"]["artifact_fresh"].is_null());
  CHECK(sample["invalid_reason"].is_null());
}

TEST_CASE("only the first record names the format", "[journal]") {
  CHECK(Json::parse(encode(tests::full_run_started()))["schema"] == "bxbench/journal/1");
  CHECK_FALSE(Json::parse(encode(RunFinished{})).contains("schema"));
}

TEST_CASE("a line is one line, whatever a build printed", "[journal]") {
  auto trial = tests::full_trial_finished();
  trial.error = "step 3:\n\x1b[31mfailed\x1b[0m \xff\xfe";
  const auto line = encode(trial);
  CHECK(line.find('\n') == std::string::npos);
  CHECK(line.find('\x1b') == std::string::npos);
  CHECK(std::get<TrialFinished>(*decode(line)).error ==
        "step 3:\n\x1b[31mfailed\x1b[0m \uFFFD\uFFFD");
}

TEST_CASE("a journal of another format is refused by its name", "[journal]") {
  const auto line =
      edited(tests::full_run_started(), [](Json& json) { json["schema"] = "bxbench/journal/2"; });
  CHECK(error_of(line) ==
        "the journal's format is 'bxbench/journal/2', this version reads 'bxbench/journal/1'");
  CHECK_THAT(decode(line).error().hint, ContainsSubstring("newer bxbench"));
}

TEST_CASE("an unknown record is refused by its name", "[journal]") {
  CHECK(error_of(R"({"record": "weather"})") == "the record 'weather' is unknown to this version");
}

TEST_CASE("an unknown field is refused with its path", "[journal]") {
  const auto line = edited(tests::full_trial_finished(),
                           [](Json& json) { json["samples"][0]["evidence"]["moon"] = 1; });
  CHECK(error_of(line) ==
        "trial_finished.samples[0].evidence.moon is a field that this version does not know");
  CHECK_THAT(decode(line).error().hint, ContainsSubstring("newer bxbench"));
}

TEST_CASE("a damaged field is refused with its path", "[journal]") {
  const auto broken = [](const std::function<void(Json&)>& edit) {
    return error_of(edited(tests::full_trial_finished(), edit));
  };
  CHECK(broken([](Json& json) { json.erase("repetition"); }) ==
        "trial_finished.repetition is missing");
  CHECK(broken([](Json& json) { json["repetition"] = 3000000000; }) ==
        "trial_finished.repetition is not a whole number in range");
  CHECK(broken([](Json& json) { json["samples"][0]["evidence"]["restore"]["bytes"] = -1; }) ==
        "trial_finished.samples[0].evidence.restore.bytes is not a whole number in range");
  CHECK(broken([](Json& json) { json["samples"][0]["job_seconds"] = "12"; }) ==
        "trial_finished.samples[0].job_seconds is not a number");
  CHECK(broken([](Json& json) { json["samples"] = 1; }) == "trial_finished.samples is not a list");
  CHECK(broken([](Json& json) { json["samples"][0]["claim"] = "hot"; }) ==
        "trial_finished.samples[0].claim is a word that this version does not know");
}

TEST_CASE("a negative duration is refused with its path", "[journal]") {
  const auto with = [](const char* place, const Json& value) {
    return edited(tests::full_trial_finished(),
                  [&](Json& json) { json["samples"][0][Json::json_pointer(place)] = value; });
  };
  for (const auto& [place, path] :
       {std::pair{"/job_seconds", "job_seconds"},
        {"/build_seconds", "build_seconds"},
        {"/phases/restore", "phases.restore"},
        {"/evidence/step_list/1/seconds", "evidence.step_list[1].seconds"},
        {"/evidence/timeline/0/seconds", "evidence.timeline[0].seconds"}})
    CHECK(error_of(with(place, -5)) ==
          std::string("trial_finished.samples[0].") + path + " is negative, which no duration is");
  const auto rounded = decode(with("/phases/restore", -1e-12));
  REQUIRE(rounded);
  CHECK(std::get<TrialFinished>(*rounded).samples.at(0).phases.restore == 0);
  CHECK_FALSE(seconds_of(std::nan("")));
  CHECK_FALSE(seconds_of(HUGE_VAL));
}

TEST_CASE("text that is not a JSON object is refused", "[journal]") {
  CHECK(error_of("") == "this is not a JSON object");
  CHECK(error_of("{\"record\": ") == "this is not a JSON object");
  CHECK(error_of("[1]") == "this is not a JSON object");
}
