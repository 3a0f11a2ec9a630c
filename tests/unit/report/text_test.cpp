// SPDX-License-Identifier: Apache-2.0
#include <harness/report/text.hpp>

#include <catch2/catch_test_macros.hpp>

using namespace bxbench::report;
using Lines = std::vector<std::string>;

TEST_CASE("text from outside cannot steer a terminal", "[report]") {
  CHECK(clean("a\x1b[31mred\x1b[0m") == "a\uFFFD[31mred\uFFFD[0m");
  CHECK(clean("one\ntwo\tthree\r\n") == "one two three  ");
  CHECK(clean("\xC2\x9B"
              "31m") == "\uFFFD31m");  // C1: one-byte CSI
  CHECK(clean(std::string("nul\0l", 5)) == "nul\uFFFDl");
  CHECK(clean("abc\u202Etxt.exe") == "abc\uFFFDtxt.exe");
  CHECK(clean("\u2066x\u2069\u2028") == "\uFFFDx\uFFFD\uFFFD");
}

TEST_CASE("broken UTF-8 is replaced byte by byte, the rest stays", "[report]") {
  CHECK(clean("a\xFFz") == "a\uFFFDz");
  CHECK(clean("\xC3") == "\uFFFD");                      // cut off
  CHECK(clean("\xC0\xAF") == "\uFFFD\uFFFD");            // overlong "/"
  CHECK(clean("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");  // surrogate
  CHECK(clean("\xE2\x82z") == "\uFFFD\uFFFDz");
  CHECK(clean("Größe × 日本 😀") == "Größe × 日本 😀");
}

TEST_CASE("width counts columns, not bytes", "[report]") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("0.41×") == 5);
  CHECK(display_width("日本") == 4);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("😀") == 2);
}

TEST_CASE("ASCII keeps what has a likeness", "[report]") {
  CHECK(to_ascii("0.41× [11.9–12.8] · a…\u00A0b") == "0.41x [11.9-12.8] - a~ b");
  CHECK(to_ascii("ö日e\u0301") == "??e");
}

TEST_CASE("clipping marks the cut and keeps the width", "[report]") {
  CHECK(clip("abcdef", 6) == "abcdef");
  CHECK(clip("abcdef", 4) == "abc…");
  CHECK(clip("日本語", 4) == "日…");
}

TEST_CASE("wrapping keeps words whole where it can", "[report]") {
  CHECK(wrap("one two three", 7) == Lines{"one two", "three"});
  CHECK(wrap("one two", 80) == Lines{"one two"});
  CHECK(wrap("", 10) == Lines{""});
  CHECK(wrap("a abcdefgh b", 4) == Lines{"a", "abcd", "efgh", "b"});
  CHECK(wrap("日本語 x", 4) == Lines{"日本", "語 x"});
}
