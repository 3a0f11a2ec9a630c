// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/client.hpp>

#include <set>
#include <string>
#include <vector>

namespace bxbench::tests {

/// What an entry of this key must contain: up to 300 kB, mostly less than 5 kB.
std::string content_of(const std::string& key);

/// A client that saves and reads entries in every way that the cache service knows.
class CacheSaver {
 public:
  CacheSaver(std::string url, std::string token) : url_(std::move(url)), token_(std::move(token)) {}

  /// How an entry is uploaded.
  enum class Way { blob, blocks, chunks };
  /// True when the service said that the entry is finalized; false when the service went away. Any
  /// other answer becomes a problem.
  boost::asio::awaitable<bool> save(std::string key, Way way);
  /// Downloads the newest entry that begins with `prefix`; false when there was none or the service
  /// went away. What is not whole becomes a problem.
  boost::asio::awaitable<bool> read(std::string prefix);
  /// The keys of all entries, by the listing.
  boost::asio::awaitable<std::multiset<std::string>> list();

  const std::vector<std::string>& problems() const { return problems_; }

 private:
  boost::asio::awaitable<bool> send(http::Call call, int expected, std::string& answer);
  boost::asio::awaitable<bool> call(std::string method, std::string message, std::string& answer);
  boost::asio::awaitable<bool> put_blocks(std::string target, std::string content);
  boost::asio::awaitable<bool> save_v2(std::string key, Way way);
  boost::asio::awaitable<bool> save_v1(std::string key);

  std::string url_, token_;
  std::vector<std::string> problems_;
};

}  // namespace bxbench::tests
