// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/rule.hpp>

#include <vector>

namespace bxbench::diagnosis {

// The tables of rules, one per family; a new family is a line here and one in rule.cpp.

using Rules = std::vector<Rule>;

Rules identity_rules();     ///< names under which caches are saved and looked up
Rules restore_rules();      ///< archives that come back, keys that are locked
Rules carry_rules();        ///< content of cache mounts on its way between archive and builder
Rules use_rules();          ///< whether a build used its cache
Rules layer_rules();        ///< layer caches: what they were exported with, and what busts them
Rules layer_input_rules();  ///< what steps depend on that they should not; part of layer_rules
Rules service_rules();      ///< what a cache service, a registry or a driver refuses
Rules outcome_rules();      ///< what it was good for: time, downloads, the artifact

/// What only files can tell: order of steps, keys, paths.
Rules configuration_rules();

/// A rule asked of a workflow or a Dockerfile instead of a job.
struct Check {
  const char* rule;
  std::vector<Finding> (*judge)(const Facts& facts, const Profile& profile);
};
using Checks = std::vector<Check>;

Checks order_checks();    ///< steps that restore, inject, build, extract and save
Checks place_checks();    ///< directories and files that steps must agree about
Checks mount_checks();    ///< cache maps against the mounts of the Dockerfile
Checks save_checks();     ///< whether what is restored is what is saved
Checks key_checks();      ///< keys of the Actions cache, and who can read what it holds
Checks export_checks();   ///< cache-from and cache-to
Checks scope_checks();    ///< several builds that export to one place
Checks builder_checks();  ///< builders, versions, tokens, permissions
Checks layer_checks();    ///< what makes steps of a Dockerfile run again
Checks context_checks();  ///< what a Dockerfile takes from the context and should not
Checks output_checks();   ///< what a Dockerfile copies out of cache mounts

/// All of them; each names a rule of the table.
const Checks& all_checks();

}  // namespace bxbench::diagnosis
