// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/finding.hpp>
#include <harness/support/units.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace bxbench::diagnosis {

struct WorkflowFacts;    // workflow_facts.hpp
struct DockerfileFacts;  // dockerfile_facts.hpp

/// When something happened within its job: greater is later. 0: unknown.
using Order = std::size_t;

/// What kind of trouble an error text tells of; facts/trouble.hpp reads them.
enum class Trouble {
  none,
  other,
  not_found,    ///< no such manifest, index or directory
  token,        ///< none, expired or not signed by the service
  denied,       ///< may read and not write
  old_service,  ///< the protocol is out of service
  evicted,      ///< the index names data that is gone
  quota,        ///< the repository's or the account's limit is reached
  unavailable,  ///< too many requests, 5xx, no connection
  driver,       ///< the driver cannot export this kind of cache
};

/// One lookup in the Actions cache service.
struct Restore {
  std::string key;  ///< the primary key; empty: the log does not say
  bool hit = false, exact = false;
  std::string matched_key{};
  std::optional<Bytes> bytes{};  ///< of the archive; no value: not said
  std::string path{};            ///< what is cached; empty: not said
  std::string error{};           ///< why the service could not answer
  Trouble trouble = Trouble::none;
  Order order = 0;
  Place place{};  ///< the line with the size, else the one with the key
};

/// One attempt to save.
struct Save {
  enum class Result {
    stored,
    hit_before,     ///< "Cache hit occurred on the primary key …, not saving cache."
    taken,          ///< the key is there already, or somebody else is making it
    nothing_there,  ///< the paths do not exist
    failed,
  };
  std::string key;
  Result result = Result::stored;
  std::optional<Bytes> bytes{};
  std::string path{};
  std::string error{};
  Trouble trouble = Trouble::none;
  bool post = false;  ///< in a post step, after all ordinary ones
  Order order = 0;
  Place place{};
};

/// Content of one cache mount, moved into the builder or out of it.
struct Carry {
  enum class Direction { inject, extract };
  Direction direction = Direction::inject;
  std::string id;  ///< of the mount that the carrier used; without one BuildKit takes the target
  std::string target{};
  bool id_given = false;         ///< the carrier named an id
  std::string owner{};           ///< "uid:gid" that the carrier mounted it with; empty: not said
  std::optional<Bytes> bytes{};  ///< moved; no value: not said
  std::optional<double> seconds{};
  std::string host_dir{};  ///< where the content comes from or goes to; empty: not said
  bool skipped = false;    ///< it was not moved after all
  std::string builder{};   ///< that it went to; empty: not said
  Order order = 0;
  Place place{};
};

/// What a directory was seen to hold outside of a build: `du -sh cache-mount`.
struct Directory {
  std::string path;
  Bytes bytes = 0;
  Order order = 0;
  Place place{};
};

/// Why a step that an earlier build had made was made again; kinds of measure/miss/kinds.hpp.
struct StepMiss {
  std::string kind, subject, text;
};

/// One step of a Dockerfile (RUN, COPY, ADD, WORKDIR).
struct Step {
  std::string name;     ///< "[build 3/7] RUN go build"
  std::string stage;    ///< "build"; empty: there is but one
  std::string command;  ///< "RUN --mount=type=cache,id=go-mod,target=/go/pkg/mod go build"
  /// Its result came from a cache (also: its layers were fetched), or it was made. Neither:
  /// BuildKit never came to it, or it failed.
  bool cached = false, ran = false;
  double seconds = 0;
  std::uint64_t downloads = 0;  ///< lines by which package managers say that they download
  std::optional<StepMiss> miss{};
  Place place{};
};

/// One `--cache-from`.
struct Import {
  std::string name;       ///< "gha:123", "registry.example/app:cache"
  std::string backend{};  ///< "gha", "registry", "local", "inline" …; empty: not said
  bool succeeded = false;
  std::string error{};
  Trouble trouble = Trouble::none;
  Place place{};
};

/// One `--cache-to`.
struct Export {
  std::string name;
  std::string backend{};  ///< "gha", "registry", "local", "inline" …; empty: not said
  bool succeeded = false;
  std::string error{};
  Trouble trouble = Trouble::none;
  double seconds = 0;
  std::optional<Bytes> bytes{};  ///< that were sent
  Place place{};
};

/// One cache mount that the Dockerfile declares, by the names of the steps or by a look into it.
struct Mount {
  std::string id, target{};
  bool id_given = true;
  std::string owner{};       ///< "uid:gid"; empty: not said
  std::string carrier_id{};  ///< what it was injected as; empty: nothing was, or unknown
  std::optional<Bytes> before{}, after{};  ///< no value: nobody looked
  bool by_du = false;  ///< sizes are of `du`: rounded up, with the directories themselves
  Place place{};       ///< the line with the size before, else the step that declares it
};

/// One `docker buildx build`.
struct Build {
  std::string driver{}, builder{};  ///< empty: not said
  std::string command{};            ///< as the log shows it; else empty
  bool failed = false;
  std::string error{};
  Trouble trouble = Trouble::none;
  std::vector<Step> steps{};
  std::vector<Import> imports{};
  std::vector<Export> exports{};
  /// `--cache-from` and `--cache-to` as they were called with, where the log shows the command.
  std::vector<std::string> cache_from{}, cache_to{};
  std::vector<Mount> mounts{};
  std::vector<std::string> warnings{};
  std::optional<Bytes> context{};   ///< that was sent
  std::uint64_t downloads = 0;      ///< lines by which package managers say that they download
  std::optional<double> seconds{};  ///< of the whole build
  std::optional<double> compile_seconds{};  ///< as a step printed it: "go build seconds=41"
  Order order = 0;
  Place place{};  ///< where it begins
  Place context_place{}, download_place{}, compile_place{};
};

/// Trouble that a program told of outside of what the other facts hold.
struct Remark {
  std::string text;
  Trouble trouble = Trouble::other;
  Order order = 0;
  Place place{};
};

/// One use of an action, as the runner announces it.
struct ActionUse {
  std::string action;  ///< "actions/cache@v5"
  std::map<std::string, std::string> inputs{};
  bool post = false;
  Order order = 0;
  Place place{};
};

/// A name under which a cache was saved or looked up; see suite::Identifier.
struct Name {
  std::string kind, value;  ///< "mount id", "scope", "ref", "key"
};

/// One job of one run.
struct Job {
  std::string run{};   ///< file or folder that it was read from, or a run's number
  std::string name{};  ///< "build"
  std::string ref{};   ///< branch, tag or pull request; empty: not said
  double started = 0;  ///< seconds since 1970; 0: unknown
  std::vector<Restore> restores{};
  std::vector<Save> saves{};
  std::vector<Carry> carries{};
  std::vector<Directory> directories{};
  std::vector<Build> builds{};
  std::vector<Remark> remarks{};
  std::vector<ActionUse> actions{};
  double seconds = 0;  ///< 0: unknown

  // Of bxbench's own runs alone.
  enum class Claim { none, cold, warm };
  enum class Carries { nothing, layers, mounts };
  Claim claim = Claim::none;
  std::optional<Carries> strategy{};  ///< no value: it was read from a log
  std::vector<Name> saved_under{}, looked_up{};
  bool cache_used = false;      ///< by the strategy's kind of cache
  std::string use_in_words{};   ///< what shows it, or what speaks against it
  std::optional<bool> fresh{};  ///< the artifact contains the last edit; no value: it was not read
  std::string artifact_in_words{};
};

/// Everything that is known, from whatever source. Rules judge this, never text.
struct Facts {
  std::vector<Job> jobs;                                ///< in the order in which they ran
  std::shared_ptr<const WorkflowFacts> workflow{};      ///< none: there was no workflow to read
  std::shared_ptr<const DockerfileFacts> dockerfile{};  ///< none: there was no Dockerfile to read
};

}  // namespace bxbench::diagnosis
