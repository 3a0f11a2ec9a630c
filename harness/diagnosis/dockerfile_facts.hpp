// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/finding.hpp>
#include <harness/support/error.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::diagnosis {

/// A cache mount of one RUN.
struct DockerMount {
  std::string id, target{};
  bool id_given = false;
  std::string owner{};  ///< of owner_of (facts/owner.hpp)
  Place place{};
};

/// An ARG or ENV below a FROM.
struct DockerVariable {
  std::string name, value{};
  bool argument = true;  ///< else by ENV
  Place place{};
};

/// What a RUN is there for, as far as its command tells.
enum class Work {
  light,         ///< directories, users, texts
  dependencies,  ///< fetches what a lock file names
  compile,       ///< makes the artifact; also fetches, where nothing did before
  other,
};

/// RUN, COPY or ADD, or an ARG or ENV among them.
struct DockerItem {
  enum class Kind { variable, copy, run };
  Kind kind = Kind::run;
  std::string command{};                    ///< "RUN make", on one line
  std::vector<DockerVariable> variables{};  ///< of ARG and ENV
  bool whole_context = false;               ///< copies all of the context, or mounts it
  std::vector<std::string> paths{};         ///< of the context that it reads and nothing ignores
  std::vector<std::string> from{};          ///< stages and images that it copies from
  std::vector<std::string> from_paths{};    ///< what a COPY --from takes, absolute
  std::vector<DockerMount> mounts{};
  std::vector<std::string> mentions{};  ///< variables that it refers to
  Work work = Work::other;
  Place place{};
};

struct DockerStage {
  std::string name{};  ///< lower case; its number when it has none
  std::string base{};
  int base_stage = -1;  ///< index; -1: an image
  std::vector<DockerItem> items{};
  Place place{};
};

/// What may lie about in a checkout, and does not belong in a build context.
struct Ballast {
  std::string name;   ///< ".git"
  bool used = false;  ///< a step runs git
};

/// What a Dockerfile says about caches.
struct DockerfileFacts {
  std::string file;
  std::vector<DockerStage> stages{};
  std::string ignore_file{};       ///< empty: there is none
  bool ignore_known = true;        ///< false: there may be one in a context that is not known
  std::vector<Ballast> ballast{};  ///< that is not ignored

  /// Each mount once by its id.
  std::vector<DockerMount> mounts() const;
  /// Whether what is shipped is made from other stages of it.
  bool several_stages() const;
};

/// A .dockerignore file.
struct IgnoreFile {
  std::string text, file;
};

/// Reads a Dockerfile. `ignore`: the rules that hold for its context; nothing: there are none.
/// Error: bad_input, it has no FROM.
Result<DockerfileFacts> read_dockerfile(std::string_view text, const std::string& file,
                                        const std::optional<IgnoreFile>& ignore);

}  // namespace bxbench::diagnosis
