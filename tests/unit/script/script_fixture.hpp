// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/script/loader.hpp>
#include <harness/suite/suite.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace bxbench::script {

/// A directory of scripts that goes with the object.
class ScriptTree {
 public:
  ScriptTree();
  ~ScriptTree();
  ScriptTree(const ScriptTree&) = delete;
  ScriptTree& operator=(const ScriptTree&) = delete;

  std::filesystem::path write(const std::string& name, const std::string& text) const;
  /// A workload that loads: `more` is added to its table.
  std::filesystem::path write_workload(const std::string& more = "") const;
  const std::filesystem::path& root() const { return root_; }

 private:
  std::filesystem::path root_;
};

/// The built-in definitions of the repository and those of the files.
Result<suite::Suite> load(const std::vector<std::filesystem::path>& files,
                          const std::vector<std::string>& settings = {});

/// What loading a script says, its directory left out.
std::string load_error(const std::string& script);

/// What running a scenario with this body says, its directory left out.
std::string run_error(const std::string& body);

suite::TrialContext trial_of(suite::Carries carries);

const suite::Scenario& scenario(const suite::Suite& suite, const std::string& name);
const suite::Strategy& strategy(const suite::Suite& suite, const std::string& name);

using Answer = std::function<suite::Reply(const suite::Action&)>;

/// Runs a script to its end; one line for each action, then the error if there was one.
std::string story_of(suite::Script& script, const Answer& answer);

/// The steps of a job to their end, then its post steps. A build is "build", or "build, failed".
std::string story_of(suite::JobSteps& job, const Answer& answer, bool build_fails = false);

/// The scenario directed for a strategy, every expectation that fails marked with "FAILED".
std::string scenario_story(const std::string& name, suite::Carries carries);

}  // namespace bxbench::script
