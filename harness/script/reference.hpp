// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <filesystem>
#include <string>

namespace bxbench::script {

/// What lua/docgen.lua makes of the field tables.
struct Reference {
  std::string readme;  ///< lua/README.md
  std::string stubs;   ///< lua/meta/bxbench.lua, for editors
};

Result<Reference> generate_reference(const std::filesystem::path& share);

}  // namespace bxbench::script
