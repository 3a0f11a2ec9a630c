// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/builder/builder.hpp>
#include <harness/builder/buildx.hpp>
#include <harness/progress/trace.hpp>
#include <tests/integration/cache_world.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace bxbench::tests {

/// What one build did and what the service saw of it.
struct Built {
  int code = 0;      ///< exit code
  int cached = 0;    ///< steps of the Dockerfile that were
  int executed = 0;  ///< and those that ran
  double seconds = 0;
  progress::Trace trace;
  std::vector<Request> requests;
  std::string problems;  ///< errors of vertices, and what buildx itself said

  /// "5 cached, 0 executed", or "failed".
  std::string steps() const;
};

/// Where a build takes its cache from or exports it to.
struct CacheAt {
  int protocol = 2;
  std::string scope{"x"};
  std::string mode{};   ///< of an export: "min" or "max"
  std::string token{};  ///< empty: one of refs/heads/main
};

/// A private Docker daemon with BuildKit in it, beside the service.
class BuildWorld : public CacheWorld {
 public:
  explicit BuildWorld(service::actions_cache::Settings settings = {});
  ~BuildWorld() override;

  std::string import_from(const CacheAt& cache) const;
  std::string export_to(const CacheAt& cache) const;

  /// A build that is yet to run, of the context that `write_context` made.
  builder::BuildRequest request(const std::vector<std::string>& from = {},
                                const std::vector<std::string>& to = {}) const;
  Built build(builder::BuildRequest request);
  /// Several at the same time.
  std::vector<Built> build_at_once(std::vector<builder::BuildRequest> requests);
  /// Five steps: busybox, two RUN, the file `input`, a last RUN.
  void write_context(const std::string& input, const std::string& name = "context");
  void write_file(const std::string& name, const std::string& text) const;
  std::filesystem::path context(const std::string& name = "context") const {
    return folder() / name;
  }

  /// The daemon forgets every build and image.
  void prune();
  /// Whether the daemon still answers.
  bool daemon_lives();

 private:
  boost::asio::awaitable<Built> run_build(builder::BuildRequest request);
  bool docker(std::vector<std::string> arguments);

  std::unique_ptr<builder::Builder> builder_;
};

}  // namespace bxbench::tests
