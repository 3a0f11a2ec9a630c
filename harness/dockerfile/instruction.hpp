// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bxbench::dockerfile {

/// One instruction of a Dockerfile.
struct Instruction {
  std::string keyword;             ///< upper case: "RUN"
  std::vector<std::string> flags;  ///< "--from=build", without the quotes
  /// The rest, as BuildKit sees it: continued lines joined, comments between them left out, no
  /// blank at either end. Blanks inside are kept, because for RUN they are part of the cache key.
  std::string text;
  std::string here{};  ///< contents of its here-documents
  int line = 0;        ///< where it begins, from 1
};

/// The instructions of a Dockerfile in their order, read as BuildKit's parser does: the directive
/// `# escape=`, continuations, comment and empty lines within them, here-documents of RUN, COPY and
/// ADD (https://docs.docker.com/reference/dockerfile/). What is no Dockerfile gives what it gives.
std::vector<Instruction> read(std::string_view text);

/// The value of the first flag of that name, e.g. "from"; empty: there is none.
std::string flag(const Instruction& instruction, std::string_view name);

/// "RUN --network=none make", on one line.
std::string in_words(const Instruction& instruction);

/// Words of a text that are separated by blanks; quotes hold one together and are left out.
std::vector<std::string> words(std::string_view text);

}  // namespace bxbench::dockerfile
