// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/client.hpp>
#include <harness/service/actions_cache/server.hpp>
#include <tests/support/loop.hpp>
#include <tests/support/temp_tree.hpp>

#include <nlohmann/json.hpp>

namespace bxbench::test {

/// A running cache service, and the protocol's steps as a client takes them.
class CacheService {
 public:
  CacheService();
  void restart();

  /// The token of a run on `scope` that may also read `also_readable`.
  std::string token(const std::string& scope, const std::vector<std::string>& also_readable = {});
  http::Reply call(const std::string& method, const nlohmann::json& message,
                   const std::string& token);
  /// Any request below the service's URL, with the run's token.
  http::Reply ask(const std::string& method, const std::string& path, const std::string& text = {},
                  http::Fields headers = {});
  http::Reply put(const std::string& url, const std::string& bytes);
  http::Reply get(const std::string& url, http::Fields headers = {},
                  const std::string& method = "GET");

  http::Reply create(const std::string& key);
  /// A fresh upload URL for the key.
  std::string upload_url(const std::string& key);
  http::Reply finalize(const std::string& key, Bytes size);
  /// Create, put, finalize.
  void save(const std::string& key, const std::string& content = "content");
  nlohmann::json look_up(const std::vector<std::string>& keys);
  std::string download_url(const std::string& key);

  std::string run_token;                      ///< the token that create, finalize and look_up use
  service::actions_cache::Settings settings;  ///< from the next `restart` on
  std::string job;                            ///< of the tokens that `token` makes
  TempTree tree;
  Loop loop;
  std::unique_ptr<service::actions_cache::Server> server;
};

/// The fields that `text` has as JSON; null when it is none.
nlohmann::json json_of(const http::Reply& reply);

}  // namespace bxbench::test
