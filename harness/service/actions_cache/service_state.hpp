// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/service/actions_cache/access/signature.hpp>
#include <harness/service/actions_cache/entry/entry_store.hpp>
#include <harness/service/actions_cache/fault/delays.hpp>
#include <harness/service/actions_cache/fault/injector.hpp>
#include <harness/service/actions_cache/operations/rate_limit.hpp>
#include <harness/service/actions_cache/server.hpp>
#include <harness/service/actions_cache/traffic/request_log.hpp>

namespace bxbench::service::actions_cache {

/// What all routes share. Handlers own it together with the server object.
struct ServiceState {
  explicit ServiceState(const Settings& from);

  std::string secret;  ///< of this process alone: tokens and URLs end with it
  Settings settings;   ///< with the quota of now
  std::string external_host;
  bool read_only = false;
  std::unique_ptr<EntryStore> store;
  RequestLog log;
  FaultInjector faults;
  Delays delays;
  RateLimit creates, downloads;
};

}  // namespace bxbench::service::actions_cache
