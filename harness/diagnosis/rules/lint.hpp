// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/dockerfile_facts.hpp>
#include <harness/diagnosis/facts.hpp>
#include <harness/diagnosis/profile.hpp>
#include <harness/diagnosis/rules/words.hpp>
#include <harness/diagnosis/workflow_facts.hpp>

#include <string>
#include <vector>

namespace bxbench::diagnosis {

/// A failure that the files show, with its lines.
Finding fault(std::string evidence, std::vector<Place> places, double weight);

/// What the files have right.
Finding sound(std::string evidence, std::vector<Place> places = {});

/// The same finding where the files cannot decide it, and why.
Finding undecided(Finding finding, const std::string& why);

/// "line 12".
std::string in_line(const Place& place);

/// The line of a place with its first `old` replaced; the line as it is when `old` is not in it.
std::string with(const Place& place, const std::string& old, const std::string& now);

/// As many blanks as the line of a place begins with, the dash of a list's item included.
std::string indent(const Place& place);

/// A directory of a runner, so that equal ones are equal texts: the workspace's in front and
/// slashes and patterns at the end left out.
std::string directory(const std::string& path);

/// Whether `path` is `directory` or lies below it.
bool covers(const std::string& directory, const std::string& path);

/// Whether the text holds an expression that is known only when the workflow runs; the workspace
/// counts as known.
bool is_open(const std::string& text);

/// Where a dance takes the mounts' content from and puts it to, on the runner. Empty: unknown.
std::vector<std::string> directories(const Dance& dance, const DockerfileFacts* dockerfile);

/// Whether a cache step keeps what the dance carries: by where the content is, or, where the dance
/// misses it, by the directory that it was told.
bool keeps(const CacheStep& cache, const Dance& dance, const DockerfileFacts* dockerfile);

/// The host of an image reference, "localhost:5000"; of a mere name it is empty.
std::string registry_of(const std::string& reference);

}  // namespace bxbench::diagnosis
