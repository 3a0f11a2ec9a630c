// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace bxbench::tests {

/// The approved content of tests/golden/<name>, to be compared with `actual`. With
/// BXBENCH_APPROVE=1 in the environment `actual` is approved: read the difference before
/// committing.
std::string approved(const std::string& name, const std::string& actual);

}  // namespace bxbench::tests
