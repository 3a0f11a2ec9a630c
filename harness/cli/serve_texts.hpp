// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cli/serve_options.hpp>

#include <string>

namespace bxbench::cli {

/// Shell commands that set the environment of clients. All values are free of shell characters.
std::string environment_script(const std::string& url, const std::string& token, int protocol);

/// What is said when the service is ready: where it is and how BuildKit is pointed to it.
std::string ready_text(const std::string& url, const ServeOptions& options, bool temporary);

/// One request as a line of the access log: a JSON object.
std::string access_line(const service::actions_cache::RequestRecord& request);

/// All traffic in a line or two.
std::string traffic_text(const service::actions_cache::Server& server);

}  // namespace bxbench::cli
