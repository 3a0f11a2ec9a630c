// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace bxbench::cilog {

/// Bytes kept of one line; a longer one is cut. Large enough for a line of rawjson.
inline constexpr std::size_t line_limit = 1 << 20;

/// Cuts a stream of bytes, in pieces of any size, into lines. UTF-16 with a byte order mark, which
/// PowerShell's redirections write, is turned into UTF-8.
class LineSplitter {
 public:
  using Take = std::function<void(std::string_view line)>;
  explicit LineSplitter(Take take) : take_(std::move(take)) {}
  void add(std::string_view bytes);
  void finish();
  std::size_t cut_lines() const { return cut_lines_; }
  /// Whether the beginning of the stream is no text: too many control characters.
  bool binary() const;

 private:
  enum class Encoding { unknown, utf8, utf16_little, utf16_big };
  void add_utf8(std::string_view bytes);
  void add_utf16(std::string_view bytes);
  void look_at(std::string_view bytes);
  void append(std::string_view part);
  void end_line();

  Take take_;
  Encoding encoding_ = Encoding::unknown;
  std::string head_;         ///< first bytes, until the encoding is known
  std::string line_, wide_;  ///< unfinished line; half of a UTF-16 unit
  std::size_t looked_at_ = 0, control_ = 0, cut_lines_ = 0;
  bool cut_ = false;
};

/// One line as the recognisers see it. The views hold until the next line.
struct Line {
  std::size_t number = 0;      ///< from 1
  std::optional<double> time;  ///< of its time stamp, seconds since the epoch
  std::string_view job, step;  ///< columns of `gh run view --log`; else empty
  std::string_view text;       ///< without time stamp, byte order mark, colours
};

/// Takes off what a CI service puts around the text of a line. `scratch` keeps the text without
/// colours. Sources: the runner writes "2024-01-15T10:30:00.0000000Z text"; GitLab writes
/// "2024-01-15T10:30:00.000000Z 00O text" (stream number, O or E, + for a continued line); `gh run
/// view --log` writes "job TAB step TAB time text".
Line undress(std::string_view raw, std::string& scratch);

/// Text without escape sequences (ECMA-48 CSI and OSC).
std::string_view without_colours(std::string_view text, std::string& scratch);

/// Valid UTF-8 of at most `limit` bytes: what is not valid becomes U+FFFD, control characters
/// become blanks, "…" tells that it was cut.
std::string printable(std::string_view text, std::size_t limit);

}  // namespace bxbench::cilog
