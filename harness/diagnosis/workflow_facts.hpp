// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/builder/cache_spec.hpp>
#include <harness/diagnosis/finding.hpp>
#include <harness/support/error.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::diagnosis {

/// A value of the configuration.
struct Setting {
  std::string text{};  ///< with the workflow's own `env` put in; other expressions as `${{ a.b }}`
  std::string written{};  ///< as it stands in the file
  Place place{};
  bool empty() const { return text.empty(); }
};

/// One `cache-from` or `cache-to`.
struct CacheOption {
  Setting setting{};
  builder::CacheSpec spec{};
};

/// One use of actions/cache.
struct CacheStep {
  enum class Kind { combined, restore, save };
  Kind kind = Kind::combined;
  std::vector<Setting> paths{};
  Setting key{};
  std::vector<Setting> restore_keys{};
  std::string id{}, version{};  ///< "v4"
  std::size_t order = 0;        ///< of the step in its job, from 1
  Place place{};
};

/// One entry of a cache map.
struct CarriedMount {
  std::string source;  ///< directory on the runner
  std::string id;      ///< of the mount; without one BuildKit takes the target
  std::string target{};
  bool id_given = false;
  std::string owner{};  ///< of owner_of (facts/owner.hpp)
  Place place{};
};

/// One use of buildkit-cache-dance.
struct Dance {
  enum class Kind { both, inject, extract };  ///< extraction of `both` is a post step
  Kind kind = Kind::both;
  bool map_given = false;   ///< else it takes the mounts of the Dockerfile
  std::string map_error{};  ///< why the map cannot be read
  std::vector<CarriedMount> map{};
  Setting cache_dir{}, dockerfile{}, builder{}, condition{};
  std::optional<Setting> skips_extraction{};  ///< always, not by an expression
  /// Without `builder:` releases before 3.2 carried to the selected one, later ones to "default".
  bool follows_selected = false;
  bool release_known = true;  ///< false: pinned to a commit or a branch
  std::size_t order = 0;
  Place place{};
};

/// One build: docker/build-push-action, docker/bake-action, or a command of a script.
struct BuildCall {
  enum class Kind { action, bake, script };
  Kind kind = Kind::action;
  std::vector<CacheOption> from{}, to{};
  Setting file{}, context{}, target{}, builder{};
  std::vector<Setting> tags{}, build_args{};
  std::string inputs{};  ///< everything that it was called with but the caches
  /// `docker build`: the CLI takes the daemon's own builder, whichever is selected, unless one is
  /// named or Buildx is installed as its alias (docker/cli, cmd/docker/builder.go).
  bool by_daemon = false;
  std::size_t order = 0;
  Place place{};
};

/// What makes a builder: docker/setup-buildx-action, `docker buildx create`.
struct BuilderSetup {
  std::string id{}, name{};
  Setting driver{};      ///< empty: docker-container
  Setting version{};     ///< of Buildx
  Setting image{};       ///< of BuildKit
  bool install = false;  ///< makes `docker build` an alias of `docker buildx build`
  std::size_t order = 0;
  Place place{};
};

struct Granted {
  std::map<std::string, std::string> scopes{};  ///< "packages" to "write"; "*" for all
  Place place{};
};

/// One job of a workflow, as far as caches go.
struct PipelineJob {
  std::string name{};
  bool partial = false;      ///< the steps of an action: a job that uses it has others
  bool hosted = true;        ///< by GitHub, as far as labels tell: its runners are fresh
  std::size_t parallel = 1;  ///< jobs that its matrix makes
  Setting runs_on{};
  std::vector<CacheStep> caches{};
  std::vector<Dance> dances{};
  std::vector<BuildCall> builds{};
  std::vector<BuilderSetup> setups{};
  std::vector<std::string> scripts{};         ///< every `run:`
  std::vector<std::string> own_registries{};  ///< logged in to with the job's own token
  bool runtime_exposed = false;               ///< the service's token reaches scripts
  /// Steps that may make a builder, set the daemon up or expose tokens, and are not read: their
  /// `order`.
  std::vector<std::size_t> unread{};
  std::optional<Granted> permissions{};
};

/// What a workflow says about caches.
struct WorkflowFacts {
  std::string file;
  bool on_branches = false;        ///< some event runs it on a branch that others can read from
  std::optional<Place> on_tags{};  ///< where it says that tags or releases start it
  std::vector<PipelineJob> jobs{};
};

/// Reads a workflow of GitHub Actions, or a composite action as one job. Error: bad_input, with
/// line and column.
Result<WorkflowFacts> read_workflow(std::string_view text, const std::string& file);

}  // namespace bxbench::diagnosis
