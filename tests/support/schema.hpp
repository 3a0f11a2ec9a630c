// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace bxbench::tests {

/// What a JSON Schema of the repository objects to in a document, one line each; empty: nothing.
std::string violations(const std::string& schema_file, const nlohmann::json& document);

}  // namespace bxbench::tests
