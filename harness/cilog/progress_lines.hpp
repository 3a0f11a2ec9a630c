// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cilog/build_table.hpp>

namespace bxbench::progress {
struct VertexEvent;
}

namespace bxbench::cilog {

/// `--progress=plain`: "#12 [build 3/7] RUN …", "#12 CACHED", "#12 1.234 output".
class PlainLines {
 public:
  PlainLines(BuildTable& table, Emitter& out) : table_(table), out_(out) {}
  /// Whether the line is one of these.
  bool line(std::string_view text);

 private:
  bool header(std::string_view id, std::uint64_t number, std::string_view text);
  bool more_of_error(std::string_view text);
  void event(LoggedVertex& vertex, std::string_view text);

  BuildTable& table_;
  Emitter& out_;
  std::uint64_t highest_ = 0;
  /// Of the vertex whose error goes on over several lines; empty: none does.
  std::string failed_;
  std::size_t error_lines_ = 0;
  bool booting_ = false;  ///< #1 is the start of the builder, which is no build
};

/// `--progress=tty` as it ends up in a file: "[+] Building 10.0s (17/17) FINISHED" and " => …"
/// lines, drawn again and again; the last drawing of a build counts.
class TtyLines {
 public:
  explicit TtyLines(BuildTable& table) : table_(table) {}
  bool line(std::string_view text);
  /// The build that is open is over.
  void finish();

 private:
  bool header(std::string_view text);
  void vertex(std::string_view text);
  void status(std::string_view text);
  /// Whether the build that is open was begun here; other readers may have begun or ended one.
  bool mine() const { return build_ != 0 && build_ == table_.current(); }

  BuildTable& table_;
  std::uint64_t build_ = 0;  ///< that was begun here
  bool finished_ = false;
  std::optional<double> seconds_;
  LoggedVertex* last_ = nullptr;  ///< of `build_`
};

/// `--progress=rawjson`.
class RawLines {
 public:
  RawLines(BuildTable& table, Emitter& out) : table_(table), out_(out) {}
  bool line(std::string_view text);

 private:
  struct Partial {
    std::string text;
    std::optional<double> started;
    double seconds = 0, counted = 0;
  };
  void output(LoggedVertex& vertex, std::string_view text);
  Partial& partial(const std::string& vertex);
  void tell(const progress::VertexEvent& event);

  BuildTable& table_;
  Emitter& out_;
  std::map<std::string, Partial> partials_;  ///< by vertex, of the build that is open
};

}  // namespace bxbench::cilog
