// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/builder/buildx.hpp>
#include <harness/measure/sample.hpp>
#include <harness/process/launcher.hpp>
#include <harness/progress/trace.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace bxbench::execution {

/// What one `docker buildx build` did.
struct BuildOutcome {
  Duration wall{};  ///< monotonic, around the process
  progress::Trace trace;
  measure::Resources resources;
  std::optional<Error> failure{};  ///< Errc::build_failed: the step that failed and what it printed
};

/// How a build reports while it runs.
struct BuildListener {
  std::function<void(const std::string& vertex)> on_vertex{};
  std::filesystem::path log{};  ///< raw progress is kept here, see ProgressLog; empty: nowhere
};

/// Runs a build. One that fails is an outcome; an error is what kept it from being a build.
boost::asio::awaitable<Result<BuildOutcome>> run_build(process::Launcher& launcher,
                                                       const builder::Builder& builder,
                                                       builder::BuildRequest request,
                                                       BuildListener listener);

}  // namespace bxbench::execution
