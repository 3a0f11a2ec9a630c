// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

// The program that runs inside a helper step, linked statically: the step's root file system holds
// nothing else. Its last word is its exit code; why it failed goes to stderr, which a build shows.
namespace bxbench::mover {

/// What one mount holds, or what one transfer moved. The mount's own directory is not counted.
struct Count {
  std::uint64_t files = 0;  ///< regular files; further names of one are links
  std::uint64_t directories = 0;
  std::uint64_t others = 0;  ///< symbolic and hard links, pipes, devices
  std::uint64_t bytes = 0;   ///< content of regular files
};

/// A reason to stop; `why` is a whole sentence.
struct Failure {
  std::string why;
};

/// `what: name: why the system says so`, with errno.
Failure failure(const std::string& what, const std::string& name);

/// Writes the tree below the working directory to a socket as a pax tar: times in nanoseconds,
/// owners, modes, links, ACLs, `user.*` attributes and file capabilities. Sockets are left out:
/// without their process they are nothing.
Count write_tree(int to);

/// Creates in the working directory what a tar on a socket holds. The owner and mode of the
/// working directory itself stay: BuildKit has set them as the Dockerfile wants.
Count read_tree(int from);

/// Counts the tree below the working directory.
Count look();

}  // namespace bxbench::mover
