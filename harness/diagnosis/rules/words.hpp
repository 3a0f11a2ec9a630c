// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/facts.hpp>
#include <harness/diagnosis/finding.hpp>
#include <harness/diagnosis/profile.hpp>

#include <string>
#include <vector>

namespace bxbench::diagnosis {

using Findings = std::vector<Finding>;

// What rules of all families share: how a finding is made, and what counts as empty.

/// A finding about a job; `job` may be null. Places without a file and a line are left out.
Finding failed(const Job* job, double weight, std::string evidence, std::vector<Place> places = {});
Finding passed(const Job* job, std::string evidence, std::vector<Place> places = {});
Finding undecided(const Job* job, std::string evidence, std::vector<Place> places = {});

/// Whether an archive was found and it holds nothing; no size: it does not count as empty.
bool is_empty(const Restore& restore, const Profile& profile);
/// Whether an archive was found and its size is known to be that of a full one.
bool is_full(const Restore& restore, const Profile& profile);
/// Whether somebody looked into the mount, before the build, and it held nothing.
bool is_empty(const Mount& mount, const Profile& profile);
bool is_empty(const Directory& directory, const Profile& profile);

/// The key that was found, else the one that was asked for.
const std::string& key_of(const Restore& restore);

/// "198 bytes", "8.0 MB"
std::string size(Bytes bytes);
/// "0.8 s", "41 s"
std::string time(double seconds);
/// "mount go-mod held 8192 bytes before the build"
std::string describe(const Mount& mount);
/// "2 lines", "1 line"
std::string count(std::uint64_t number, const char* thing);
/// "build of run 2.log", "build", "2.log"
std::string label(const Job& job);

/// The same job in the run before: that of the same name, or, where a log does not tell the name,
/// the only one of its run. Null: this is the first of it.
const Job* earlier(const Facts& facts, const Job& job);
/// Whether an archive was restored or a layer cache imported.
bool found_something(const Job& job);
/// Whether a cache can be expected: something was found in one, or the job ran before.
bool has_predecessor(const Facts& facts, const Job& job);

/// Another image, not the same one with an edit: no RUN of one is in the other.
bool builds_another_image(const Build& one, const Build& other);

bool uses_actions_cache(const Import& import);

}  // namespace bxbench::diagnosis
