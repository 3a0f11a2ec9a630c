// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cilog/output.hpp>
#include <harness/progress/step.hpp>

#include <deque>
#include <map>

namespace bxbench::cilog {

/// What is told of one vertex of a build, in whatever form the progress was printed.
struct LoggedVertex {
  std::string id, name;
  progress::StepKind kind = progress::StepKind::other;
  BuildStep::State state = BuildStep::State::started;
  std::optional<double> seconds, time;
  std::string error;
  bool cached = false;    ///< it was called so at least once
  bool reopened = false;  ///< it was done after that
  bool fetched = false;   ///< layers were pulled or extracted for it
  Source header, ending;
  Output output;
};

/// The build that is being read: collects vertices, tells their ends when it is over.
class BuildTable {
 public:
  explicit BuildTable(Emitter& out) : out_(out) {}

  /// A command line or "building with …" line, before the vertices. Of a script the commands of
  /// several builds may be known before the first begins.
  void announce_command(std::string_view command, bool script);
  void announce_builder(std::string_view builder, std::string_view driver);
  bool announced() const { return !next_.empty(); }
  void forget_announced();

  bool open() const { return open_; }
  /// Which build is open, by which its vertices' pointers hold; 0: none.
  std::uint64_t current() const { return open_ ? builds_ : 0; }
  /// A new build begins, the one before is over.
  void begin();
  void end(bool failed, std::optional<double> seconds = std::nullopt);

  /// The vertex of that id; null: unknown.
  LoggedVertex* find(std::string_view id);
  /// A new vertex; null: the build has too many.
  LoggedVertex* add(std::string_view id, std::string_view name);
  /// The same, or the known one.
  LoggedVertex* find_or_add(std::string_view id, std::string_view name);
  void rename(LoggedVertex& vertex, std::string_view name);
  std::size_t size() const { return vertices_.size(); }

  void finish(LoggedVertex& vertex, BuildStep::State state, std::optional<double> seconds = {},
              std::string_view error = {});
  void context_size(Bytes bytes);

 private:
  void tell(LoggedVertex& vertex);
  void tell_transfer(const LoggedVertex& vertex);

  Emitter& out_;
  bool open_ = false;
  std::uint64_t builds_ = 0;
  std::deque<std::pair<BuildBegins, std::vector<Source>>> next_;
  bool from_script_ = false;
  std::deque<LoggedVertex> vertices_;
  std::map<std::string, LoggedVertex*, std::less<>> index_;
  std::optional<Bytes> context_;
  Source context_line_;
  std::optional<double> begun_, last_;
};

}  // namespace bxbench::cilog
