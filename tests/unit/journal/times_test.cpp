// SPDX-License-Identifier: Apache-2.0
#include <harness/journal/journal.hpp>
#include <harness/journal/times.hpp>
#include <harness/support/files.hpp>
#include <tests/support/example_history.hpp>
#include <tests/support/example_records.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace bxbench;
using namespace bxbench::journal;
using Catch::Matchers::ContainsSubstring;
using Lines = std::vector<std::string>;

namespace {

TrialFinished trial(const std::string& id, double seconds = 1.5) {
  auto finished = tests::full_trial_finished();
  finished.trial = id;
  finished.samples.front().job_seconds = seconds;
  return finished;
}

/// What both readers say of these lines; `tail` follows without a newline.
struct Readings {
  Result<RunTimes> times;
  Result<ResultSet> results;
};

Readings read(const Lines& lines, const std::string& tail = "") {
  const tests::TempFolder folder;
  std::string text;
  for (const auto& line : lines)
    text += line + '\n';
  REQUIRE(write_file_atomically(folder / "j", text + tail));
  return {load_times(folder / "j"), load(folder / "j")};
}

std::string started() {
  return encode(tests::full_run_started());
}

/// The message of both, which differ in nothing, without the name of the file.
std::string refusal(const Lines& lines) {
  const auto [times, results] = read(lines);
  REQUIRE_FALSE(times);
  REQUIRE_FALSE(results);
  const auto without_file = [](const std::string& message) {
    return message.substr(message.find("/j:") + 3);
  };
  CHECK(without_file(times.error().message) == without_file(results.error().message));
  CHECK(times.error().hint == results.error().hint);
  CHECK(times.error().code == results.error().code);
  return without_file(times.error().message);
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("the times of a journal are those that load finds", "[journal]") {
  auto other = trial("b", 2.5);
  other.samples.push_back(other.samples.front());
  other.samples.back().valid = false;
  other.samples.back().cell.job.clear();
  const auto [times, results] =
      read({started(), encode(trial("a")), encode(measure::Noise{}), encode(other),
            encode(RunFinished{"later", true}), encode(trial("a", 3.5))});
  REQUIRE(times);
  REQUIRE(results);
  CHECK(times->run.id == results->run.id);
  CHECK(times->run.environment.docker == results->run.environment.docker);
  const auto samples = samples_of(*results);
  REQUIRE(times->samples.size() == samples.size());
  for (std::size_t i = 0; i < samples.size(); ++i) {
    CHECK(times->samples[i].cell == samples[i].cell);
    CHECK(times->samples[i].repetition == samples[i].repetition);
    CHECK(times->samples[i].valid == samples[i].valid);
    CHECK(times->samples[i].job_seconds == samples[i].job_seconds);
  }
  CHECK(times->samples.front().job_seconds == 3.5);  // of the resumed run
}

TEST_CASE("what is passed over is not in the rest, whatever it holds", "[journal]") {
  CHECK(without_evidence(R"({"a":1,"evidence":{"x":"}\\\"]","y":[{}]},"b":[2]})") ==
        R"({"a":1,"evidence":null,"b":[2]})");
  CHECK(without_evidence(R"({"phases":{},"verdicts":["evidence"],"evidence":"text"})") ==
        R"({"phases":null,"verdicts":null,"evidence":"text"})");
  CHECK(without_evidence(R"({"cell":"evidence","c":"\"evidence\":{"})") ==
        R"({"cell":"evidence","c":"\"evidence\":{"})");
  CHECK(without_evidence(R"({"evidence":{"x":"\\"},"b":1})") == R"({"evidence":null,"b":1})");
  CHECK_FALSE(without_evidence(R"({"evidence":{"x":1)"));
  CHECK_FALSE(without_evidence(R"({"evidence":{"x":"1})"));
  CHECK_FALSE(without_evidence(R"({"a":"b)"));
}

TEST_CASE("a torn last line is left out of the times, too", "[journal]") {
  const auto [times, results] = read({started(), encode(trial("a"))}, encode(trial("b")));
  REQUIRE(times);
  CHECK(times->torn_tail);
  CHECK(times->samples.size() == samples_of(*results).size());
}

TEST_CASE("times are refused with the words of load", "[journal]") {
  const auto good = encode(trial("a"));
  CHECK_THAT(refusal({}), ContainsSubstring("1: the journal holds no run"));
  CHECK_THAT(refusal({good}), ContainsSubstring("1: the journal does not begin with its run"));
  CHECK_THAT(refusal({started(), started()}), ContainsSubstring("2: a second run"));
  CHECK_THAT(refusal({replaced(started(), "journal/1", "journal/2")}),
             ContainsSubstring("1: the journal's format is 'bxbench/journal/2'"));
  CHECK_THAT(refusal({started(), "{\"record\": \"weather\"}"}),
             ContainsSubstring("2: the record 'weather' is unknown"));
  CHECK_THAT(refusal({started(), good, good.substr(0, good.size() / 2)}),
             ContainsSubstring("3: this is not a JSON object"));
  CHECK_THAT(refusal({started(), good.substr(0, good.size() - 3)}),
             ContainsSubstring("2: this is not a JSON object"));
  CHECK_THAT(refusal({started(), ""}), ContainsSubstring("2: this is not a JSON object"));
}

TEST_CASE("samples without a number, a flag or a cell are refused", "[journal]") {
  const auto good = encode(trial("a"));
  CHECK_THAT(refusal({started(), replaced(good, "\"job_seconds\":1.5", "\"job_seconds\":null")}),
             ContainsSubstring("samples[0].job_seconds is not a number"));
  CHECK_THAT(refusal({started(), replaced(good, "\"job_seconds\":1.5", "\"job_seconds\":NaN")}),
             ContainsSubstring("not a JSON object"));
  CHECK_THAT(refusal({started(), replaced(good, "\"job_seconds\":1.5", "\"job_seconds\":1e999")}),
             ContainsSubstring("not a JSON object"));
  CHECK_THAT(refusal({started(), replaced(good, "\"job_seconds\":1.5", "\"job_seconds\":-5")}),
             ContainsSubstring("2: trial_finished.samples[0].job_seconds is negative"));
  CHECK_THAT(refusal({started(), replaced(good, "\"valid\":true", "\"valid\":1")}),
             ContainsSubstring("samples[0].valid is not true or false"));
  CHECK_THAT(
      refusal({started(), replaced(good, "\"samples\":[{\"trial\":\"3f9c0a\",\"cell\":{",
                                   "\"samples\":[{\"trial\":\"3f9c0a\",\"cell\":3,\"x\":{")}),
      ContainsSubstring("samples[0].cell is not an object"));
}
