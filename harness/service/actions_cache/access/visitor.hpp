// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>

#include <optional>
#include <string>

namespace bxbench::service::actions_cache {

/// Why this request may come from a web page that was lured here, or nothing. Its `Host` must be
/// an address, localhost, or the configured name: a rebound domain name keeps its name.
std::optional<std::string> refusal(const http::Request& request, std::string_view external_host);

}  // namespace bxbench::service::actions_cache
