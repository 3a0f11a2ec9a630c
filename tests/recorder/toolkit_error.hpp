// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace bxbench::recorder {

/// What @actions/cache 6 says of a refused request (its cacheTwirpClient.js), from what bxbench's
/// own client said: "… status 422 {"code":"unknown","msg":"why"}". Other texts stay as they are.
std::string toolkit_error(const std::string& error, const std::string& method);

}  // namespace bxbench::recorder
