// SPDX-License-Identifier: Apache-2.0
#include <harness/journal/journal.hpp>
#include <harness/support/files.hpp>
#include <harness/support/scope_exit.hpp>
#include <tests/support/example_records.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <csignal>
#include <fstream>
#include <sys/resource.h>

using namespace bxbench;
using namespace bxbench::journal;
using Catch::Matchers::ContainsSubstring;

namespace {

TrialFinished trial(const std::string& id) {
  auto finished = tests::full_trial_finished();
  finished.trial = id;
  return finished;
}

/// A journal with its first record and the trials named.
Journal begin(const std::filesystem::path& file, const std::vector<std::string>& trials) {
  auto journal = Journal::create(file);
  REQUIRE(journal);
  REQUIRE(journal->append(tests::full_run_started()));
  for (const auto& id : trials)
    REQUIRE(journal->append(trial(id)));
  return std::move(*journal);
}

void add_text(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::app | std::ios::binary) << text;
}

std::string ids(const ResultSet& results) {
  std::string text;
  for (const auto& finished : results.trials)
    text += finished.trial + " ";
  return text;
}

}  // namespace

TEST_CASE("a journal gives back what was appended", "[journal]") {
  const tests::TempFolder folder;
  begin(folder / "j", {"a", "b"}).append(RunFinished{"later", true}).value();
  const auto results = load(folder / "j");
  REQUIRE(results);
  CHECK(results->run.id == "20260501-120000-7f3a");
  CHECK(ids(*results) == "a b ");
  CHECK(results->finished->interrupted);
  CHECK_FALSE(results->torn_tail);
}

TEST_CASE("a journal is never overwritten", "[journal]") {
  const tests::TempFolder folder;
  begin(folder / "j", {});
  const auto second = Journal::create(folder / "j");
  REQUIRE_FALSE(second);
  CHECK_THAT(second.error().message, ContainsSubstring("File exists"));
}

TEST_CASE("a torn last line is skipped and said", "[journal]") {
  const tests::TempFolder folder;
  begin(folder / "j", {"a"});
  add_text(folder / "j", encode(trial("b")));
  const auto results = load(folder / "j");
  REQUIRE(results);
  CHECK(ids(*results) == "a ");
  CHECK(results->torn_tail);
}

TEST_CASE("a damaged line in the middle is an error with its number", "[journal]") {
  const tests::TempFolder folder;
  begin(folder / "j", {"a"});
  add_text(folder / "j", "{\"record\": \"weather\"}\n");
  const auto results = load(folder / "j");
  REQUIRE_FALSE(results);
  CHECK(results.error().code == Errc::bad_input);
  CHECK_THAT(results.error().message, ContainsSubstring("/j:3: the record 'weather' is unknown"));
}

TEST_CASE("a journal without its first record is refused", "[journal]") {
  const tests::TempFolder folder;
  add_text(folder / "empty", "");
  CHECK_THAT(load(folder / "empty").error().message, ContainsSubstring("holds no run"));
  add_text(folder / "headless", encode(trial("a")) + "\n");
  CHECK_THAT(load(folder / "headless").error().message,
             ContainsSubstring(":1: the journal does not begin with its run"));
  add_text(folder / "double", encode(tests::full_run_started()) + "\n");
  add_text(folder / "double", encode(tests::full_run_started()) + "\n");
  CHECK_THAT(load(folder / "double").error().message, ContainsSubstring(":2: a second run"));
}

TEST_CASE("a resumed journal loses its torn tail and goes on", "[journal]") {
  const tests::TempFolder folder;
  begin(folder / "j", {"a", "b"}).append(RunFinished{"later", true}).value();
  add_text(folder / "j", "{\"record\": \"tri");
  auto journal = Journal::reopen(folder / "j");
  REQUIRE(journal);
  REQUIRE(journal->append(trial("c")));
  REQUIRE(journal->append(trial("a")));
  const auto results = load(folder / "j");
  REQUIRE(results);
  CHECK(ids(*results) == "a b c ");
  CHECK_FALSE(results->finished);
  CHECK_FALSE(results->torn_tail);
}

TEST_CASE("two runs cannot write the same journal", "[journal]") {
  const tests::TempFolder folder;
  const auto first = begin(folder / "j", {});
  const auto second = Journal::reopen(folder / "j");
  REQUIRE_FALSE(second);
  CHECK_THAT(second.error().message, ContainsSubstring("being written by another run"));
}

TEST_CASE("without room a journal says so and keeps its whole lines", "[journal]") {
  const tests::TempFolder folder;
  auto journal = begin(folder / "j", {"a"});
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const scope_exit restore([&] {
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
  });
  const auto size = std::filesystem::file_size(folder / "j");
  const rlimit tight{size + 100, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &tight);

  const auto appended = journal.append(trial("b"));

  REQUIRE_FALSE(appended);
  CHECK(appended.error().code == Errc::environment);
  CHECK_THAT(appended.error().message, ContainsSubstring((folder / "j").string()));
  CHECK_THAT(appended.error().hint, ContainsSubstring("free some space"));
  CHECK(std::filesystem::file_size(folder / "j") == size);
  CHECK_FALSE(load(folder / "j")->torn_tail);
}
