// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/dockerfile/instruction.hpp>
#include <harness/dockerfile/variables.hpp>

#include <optional>
#include <string>
#include <vector>

namespace bxbench::dockerfile {

/// What an instruction reads; see Step.
struct Reads {
  std::optional<std::vector<std::string>> sources;
  std::vector<std::string> from;
};

/// Of ADD and COPY the sources, of RUN the bind mounts. URLs, Git repositories and here-documents
/// are no files of the context.
Reads what_it_reads(const Instruction& instruction, const Variables& variables);

}  // namespace bxbench::dockerfile
