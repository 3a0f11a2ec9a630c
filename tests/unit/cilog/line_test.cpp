// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/archive_names.hpp>
#include <harness/cilog/line.hpp>
#include <harness/cilog/scan.hpp>
#include <tests/support/log_events.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench;
using namespace bxbench::cilog;
using Lines = std::vector<std::string>;

namespace {

Lines split(const std::vector<std::string>& pieces) {
  Lines lines;
  LineSplitter splitter([&](std::string_view line) { lines.emplace_back(line); });
  for (const auto& piece : pieces)
    splitter.add(piece);
  splitter.finish();
  return lines;
}

}  // namespace

TEST_CASE("lines are cut wherever the pieces end", "[cilog]") {
  CHECK(split({"a", "b\nc", "\n", "\nd"}) == Lines{"ab", "c", "", "d"});
  CHECK(split({"", "x"}) == Lines{"x"});
  CHECK(split({}).empty());
}

TEST_CASE("UTF-16 is read as text", "[cilog]") {
  using namespace std::string_literals;
  CHECK(split({"\xFF"s, "\xFE"s + "a\0\n\0"s, "\xE9\0"s, "\x42\x30"s}) == Lines{"a", "é\u3042"});
  CHECK(split({"\xFE\xFF\0a"s}) == Lines{"a"});
}

TEST_CASE("a line without end takes no more memory than its limit", "[cilog]") {
  std::size_t size = 0, lines = 0;
  LineSplitter splitter([&](std::string_view line) {
    size = line.size();
    ++lines;
  });
  const std::string piece(1 << 16, 'x');
  for (int i = 0; i < 64; ++i)
    splitter.add(piece);
  splitter.add("\nnext");
  splitter.finish();
  CHECK(size == 4);
  CHECK(lines == 2);
  CHECK(splitter.cut_lines() == 1);
}

TEST_CASE("what a service puts around a line is taken off", "[cilog]") {
  std::string scratch;
  const auto actions = undress(
      "\xEF\xBB\xBF"
      "2026-01-29T08:20:11.1234567Z \x1b[36;1mx\x1b[0m",
      scratch);
  CHECK(actions.text == "x");
  CHECK(actions.time.has_value());
  CHECK(undress("2026-03-18T21:10:26.490291Z 00O+text", scratch).text == "text");
  const auto columns = undress("job\tmy step\t2026-01-29T08:20:11Z a\tb", scratch);
  CHECK((columns.job == "job" && columns.step == "my step" && columns.text == "a\tb"));
  CHECK(undress("a\tb\tc", scratch).text == "a\tb\tc");
  CHECK(undress("2026-01-29T08:20:11Z", scratch).text.empty());
  CHECK(undress("\x1b[", scratch).text.empty());
  CHECK(undress("\x1b]0;title\x07x", scratch).text == "x");
}

TEST_CASE("a text of any bytes becomes valid UTF-8", "[cilog]") {
  CHECK(printable("a\x80z\xC3\xA9\t\xF0\x9F\x98", 100) == "a\uFFFDz\u00E9 \uFFFD\uFFFD\uFFFD");
  CHECK(printable("abcdef", 3) == "abc\u2026");
  CHECK(printable("\xED\xA0\x80", 100) == "\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("sizes and times are read as the programs print them", "[cilog]") {
  CHECK(read_decimal_size("128.70kB") == 128'700);
  CHECK(read_decimal_size("2B") == 2);
  CHECK_FALSE(read_decimal_size("128.70k"));
  CHECK(read_du_size("8.0K", 1) == 8192);
  CHECK(read_du_size("12", 1024) == 12'288);
  CHECK_FALSE(read_du_size("99999999999E", 1));
  CHECK(read_seconds("6.4s") == 6.4);
  CHECK(read_seconds("2m3.5s") == 123.5);
  CHECK_FALSE(read_seconds("s"));
  CHECK_FALSE(read_decimal("1.2.3"));
  CHECK_FALSE(read_number("99999999999999999999"));
}

TEST_CASE("of an archive each job is read once", "[cilog]") {
  const auto jobs =
      jobs_of_archive({"build/2_Run x.txt", "build/10_Post.txt", "test/1_a.txt", "0_build.txt",
                       "build/system.txt", "picture.png", "test/system.txt"});
  REQUIRE(jobs.size() == 2);
  CHECK((jobs[0].job == "build" && jobs[0].members == Lines{"0_build.txt"} && !jobs[0].steps));
  CHECK((jobs[1].job == "test" && jobs[1].members == Lines{"test/1_a.txt"} && jobs[1].steps));
  CHECK(jobs_of_archive({"j/10_b.txt", "j/2_a.txt"})[0].members ==
        Lines{"j/2_a.txt", "j/10_b.txt"});
  CHECK(step_of_member("build/9_Post Cache mounts.txt") == "Post Cache mounts");
}

TEST_CASE("events do not depend on how the log is cut into pieces", "[cilog]") {
  const std::string log =
      "2026-01-29T08:20:11.0000000Z ##[group]Run actions/cache@v5\r\nwith:\n  key: "
      "k\n##[endgroup]\n"
      "Cache hit for: k\r\nCache Size: ~1 MB (1048576 B)\nCache restored from key: k\n"
      "#1 [a 1/1] RUN x\n#1 0.1 8.0K /go\n#1 DONE 1.0s\n";
  const auto whole = test::events_of(log, log.size());
  for (const std::size_t piece : {1, 2, 3, 7}) {
    const auto events = test::events_of(log, piece);
    REQUIRE(events.size() == whole.size());
    for (std::size_t i = 0; i < events.size(); ++i)
      CHECK(test::describe(events[i]) == test::describe(whole[i]));
  }
}
