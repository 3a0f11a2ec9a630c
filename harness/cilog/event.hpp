// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/units.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What a CI log tells, line by line folded into events, in the order of the log. Events say what
/// is written, never what it means: that is for the rules. A log is read as a stream; nothing grows
/// with its length.
namespace bxbench::cilog {

/// A line of a log. `line` counts from 1; `text` is without time stamp and colours, and cut.
struct Source {
  std::string file;  ///< as it was named; inside an archive "logs.zip:1_build.txt"
  std::size_t line = 0;
  std::string text;
};

/// A log file, or a file of an archive, begins. One file is one run of one or more jobs.
struct LogBegins {
  std::string file;
  std::string archive;  ///< the archive that holds it: its files are jobs of the same run; else ""
};

/// A job begins. Every log has at least one; where none is named, by the log file's name.
struct JobBegins {
  std::string name;
};

struct JobEnds {
  std::optional<double> seconds;
};

/// A step of the job: "Run actions/cache@v5", "Post job cleanup.", a GitLab section.
struct StepBegins {
  std::string
      name;  ///< "Run actions/cache@v5"; of a folder of steps, the file's name without number
  std::string
      action;  ///< "actions/cache@v5", "actions/cache/restore@v4"; empty: a command, or unknown
  std::map<std::string, std::string> inputs;  ///< what the runner prints below "with:"
  bool post = false;
};

struct StepEnds {
  std::optional<double> seconds;
};

/// Which git ref the job works on: "refs/heads/main", "refs/pull/7/merge", "refs/tags/v1.1.0".
struct Ref {
  std::string ref;
};

/// What `actions/cache` (or its restore half) said.
struct Restore {
  enum class Outcome { exact, prefix, miss, failed };
  Outcome outcome = Outcome::miss;
  std::string key;                        ///< that was asked for; empty: the log does not tell
  std::vector<std::string> restore_keys;  ///< of a miss, the further keys that were asked for
  std::string matched_key;                ///< of a hit
  std::string path;                       ///< what is cached, where the log shows the inputs
  std::optional<Bytes> bytes;             ///< of the archive
  std::string error;
};

/// What `actions/cache` (or its save half) said.
struct Save {
  enum class Outcome { saved, hit_not_saving, reserved_elsewhere, no_path, denied, failed };
  Outcome outcome = Outcome::saved;
  std::string key;
  std::string path;
  std::optional<Bytes> bytes;
  std::string error;
};

/// The content of one cache mount is moved into or out of the builder, as buildkit-cache-dance and
/// its likes print it.
struct Carry {
  enum class Direction { inject, extract };
  Direction direction = Direction::inject;
  std::string target;             ///< empty: the log does not tell
  std::string id;                 ///< empty: none, so BuildKit takes the target
  std::string host_dir;           ///< where the content comes from or goes to
  std::string uid, gid;           ///< empty: not given
  std::optional<double> seconds;  ///< until it was over, by time stamps
  std::optional<Bytes> bytes;     ///< copied, where it is printed
  bool skipped = false;           ///< by skip-extraction, or because of an exact hit
  std::string builder;            ///< that it talks to; empty: unknown
};

/// The size of a directory as `du` printed it: inside a build step, or on the runner.
struct DirectorySize {
  enum class Moment { unknown, before, after };
  std::string path;
  Bytes bytes = 0;
  Moment moment = Moment::unknown;  ///< by the heading above it ("=== before ===")
  bool in_build = false;
  std::string vertex{};  ///< of the build; empty on the runner
};

/// A `docker buildx build` begins. Steps, imports … until BuildEnds belong to it.
struct BuildBegins {
  std::string command;                            ///< as printed; else empty
  std::vector<std::string> cache_from, cache_to;  ///< arguments of the command
  std::string builder, driver;  ///< of the command, or `building with "…" instance`
};

struct BuildEnds {
  bool failed = false;
  std::optional<double> seconds;
};

/// A builder was made or looked at: `docker/setup-buildx-action`, `docker buildx inspect`.
struct Builder {
  std::string name, driver, version;  ///< of BuildKit; each empty: not told
};

/// One vertex of a build: `started` where it is met first, and when the build is over, in the same
/// order, how it ended, all that the log says of it folded. One that ended as `started` was never
/// told to be over. Imports and exports of cache end as CacheTransfer.
struct BuildStep {
  enum class State { started, cached, done, error, canceled };
  State state = State::started;
  std::string vertex;  ///< "#12", or a digest's beginning: the same for all events of one vertex
  std::string name;    ///< "[build 3/7] RUN go build ./..."
  std::optional<double> seconds;  ///< of done and error
  bool fetched =
      false;  ///< layers were pulled and extracted for it: its result was cached remotely
  std::string error;
};

/// Layer cache read (`importing cache manifest from …`) or written (`exporting cache to …`).
struct CacheTransfer {
  enum class Direction { import, export_ };
  enum class Outcome { done, failed, skipped };
  Direction direction = Direction::import;
  Outcome outcome = Outcome::done;
  std::string backend;  ///< "gha", "registry", "local", "inline", "s3", "azblob"; empty: unknown
  std::string name;     ///< the reference, scope or directory as printed
  std::optional<double> seconds;
  std::string error;
};

/// Lines by which package managers tell that they download, in one build step or one step of the
/// job.
struct Downloads {
  std::uint64_t lines = 0;
  std::string vertex, step;  ///< of the build, and its name; empty: outside a build
};

/// A command's own measurement: "go build seconds=41".
struct Measured {
  std::string what;
  double seconds = 0;
  std::string vertex;
};

/// `transferring context: 128.70kB`, the last one of the build.
struct ContextSize {
  Bytes bytes = 0;
};

/// ##[warning], ##[error], `WARNING:`, `ERROR:`, `#12 WARN:`, a linter's line of BuildKit.
struct Notice {
  enum class Level { warning, error };
  Level level = Level::warning;
  std::string text;
  std::string vertex;  ///< of a build step; else empty
};

struct Event {
  std::optional<double> time;  ///< seconds since the epoch, where the log has time stamps
  /// The lines that say so, at least one, the telling one first. Of what begins or ends unsaid, the
  /// line at which that is known; line 0: the log as a whole.
  std::vector<Source> sources;
  std::variant<LogBegins, JobBegins, JobEnds, StepBegins, StepEnds, Ref, Restore, Save, Carry,
               DirectorySize, BuildBegins, BuildEnds, Builder, BuildStep, CacheTransfer, Downloads,
               Measured, ContextSize, Notice>
      what;
};

using Sink = std::function<void(const Event&)>;

}  // namespace bxbench::cilog
