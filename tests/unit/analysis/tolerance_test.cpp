// SPDX-License-Identifier: Apache-2.0
#include <harness/analysis/tolerance.hpp>
#include <tests/support/result_printer.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace bxbench;
using namespace bxbench::analysis;
using Catch::Matchers::ContainsSubstring;

namespace {

CellChange slower(double ratio) {
  CellChange change;
  change.key = {"go", "mount", "source-change", "rebuild"};
  change.ratio = stats::Ratio{ratio, {}, {}, 0};
  change.change = Change::slower;
  change.regression = change.suspect = true;
  return change;
}

std::string error_of(const std::string& text) {
  const auto parsed = parse_tolerances(text, "known.txt");
  return parsed ? "parsed" : parsed.error().message;
}

}  // namespace

TEST_CASE("a tolerance covers what it names, as far and as long as it says", "[analysis]") {
  const auto all = parse_tolerances(
      "# what we know of\n"
      "\n"
      "go/mount/source-* +20% 2026-12-31 new linker, see #12\n",
      "known.txt");
  REQUIRE(all);
  REQUIRE(all->size() == 1);
  CHECK(all->at(0).line == 3);
  CHECK(all->at(0).reason == "new linker, see #12");
  CHECK(tolerance_of(slower(1.19), *all, "2026-12-31") == &all->at(0));
  CHECK(tolerance_of(slower(1.21), *all, "2026-12-31") == nullptr);
  CHECK(tolerance_of(slower(1.19), *all, "2027-01-01") == nullptr);
  CHECK(is_expired(all->at(0), "2027-01-01"));
  auto other = slower(1.19);
  other.key.scenario = "cold-build";
  CHECK(tolerance_of(other, *all, "2026-12-31") == nullptr);
}

TEST_CASE("a regression beyond all lines about it has the most generous of them", "[analysis]") {
  const auto all = parse_tolerances(
      "go/mount/* +20% 2026-12-31 new linker\n"
      "go/*/source-change +30% 2026-12-31 slow disk\n"
      "*/*/* +900% 2026-01-31 is over\n"
      "go/none/* +900% 2026-12-31 another cell\n",
      "known.txt");
  REQUIRE(all);
  CHECK(exceeded_tolerance(slower(1.4), *all, "2026-06-01") == &all->at(1));
  CHECK(exceeded_tolerance(slower(1.25), *all, "2026-06-01") == nullptr);  // tolerated
  CHECK(exceeded_tolerance(slower(1.4), {all->at(3)}, "2026-06-01") == nullptr);
  auto same = slower(1.4);
  same.regression = false;
  CHECK(exceeded_tolerance(same, *all, "2026-06-01") == nullptr);
  CHECK(is_about(all->at(0), same.key));
  CHECK_FALSE(is_about(all->at(3), same.key));
}

TEST_CASE("a broken cell is never tolerated", "[analysis]") {
  const auto all = parse_tolerances("*/*/* +900% 2999-01-01 everything", "known.txt");
  REQUIRE(all);
  auto broken = slower(1.1);
  broken.change = Change::broken;
  broken.regression = false;
  CHECK(tolerance_of(broken, *all, "2026-01-01") == nullptr);
}

TEST_CASE("a bad line is refused with file, line and word", "[analysis]") {
  CHECK_THAT(error_of("\ngo/mount +20% 2026-12-31 why"),
             ContainsSubstring("known.txt:2") && ContainsSubstring("'go/mount'"));
  CHECK_THAT(error_of("go/mount/x 20% 2026-12-31 why"), ContainsSubstring("'20%'"));
  CHECK_THAT(error_of("go/mount/x +nan% 2026-12-31 why"), ContainsSubstring("'+nan%'"));
  CHECK_THAT(error_of("go/mount/x +20% 2026-02-30 why"), ContainsSubstring("'2026-02-30'"));
  CHECK_THAT(error_of("go/mount/x +20% tomorrow why"), ContainsSubstring("'tomorrow'"));
  CHECK_THAT(error_of("go/mount/x +20% 2026-12-31"), ContainsSubstring("reason"));
  CHECK(error_of("") == "parsed");
}
