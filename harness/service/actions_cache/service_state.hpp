// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>
#include <harness/service/actions_cache/entry/entry_store.hpp>
#include <harness/service/actions_cache/server.hpp>

namespace bxbench::service::actions_cache {

/// What all routes share. Handlers own it together with the server object.
struct ServiceState {
  std::string secret;  ///< of this process alone: tokens and URLs end with it
  std::unique_ptr<EntryStore> store;
  std::vector<RequestRecord> records;
};

/// A response, and what the log will say about it.
struct Answer {
  http::Response response;
  RequestRecord record;
};

/// The response, noting its record in the log once it was sent.
http::Response logged(std::shared_ptr<ServiceState> state, Answer answer);

/// Why this request may come from a web page that was lured here, or nothing. Its `Host` must be
/// an address or localhost: a rebound domain name keeps its name.
std::optional<std::string> refusal(const http::Request& request);

}  // namespace bxbench::service::actions_cache
