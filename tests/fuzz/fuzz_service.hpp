// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/session.hpp>
#include <harness/service/actions_cache/service_state.hpp>

#include <boost/asio/io_context.hpp>

#include <string>

namespace bxbench::fuzz {

/// A cache service without a network: a whole connection's bytes go in through a pair of sockets,
/// all of its answers come out. It begins with three entries of the scope "main" and version "v":
/// 1, "cache-a", is finalized with the payload "0123456789"; 2, "cache-b", is reserved as protocol
/// v2 does; 3, "cache-c", as v1 does with an announced size of 100 bytes.
class FuzzService {
 public:
  FuzzService();
  ~FuzzService();
  FuzzService(const FuzzService&) = delete;
  FuzzService& operator=(const FuzzService&) = delete;
  /// What the service answers to these bytes on one connection.
  std::string answers(const std::string& bytes);
  /// The text with `{token}`, `{reader}` (a token that may only read), and `{up1}` to `{up9}` and
  /// `{down1}` to `{down9}` (signed targets of entries) filled in, which no fuzzer can guess.
  std::string fill_in(std::string_view text) const;
  const service::actions_cache::EntryStore& store() const { return *state_->store; }

 private:
  std::string value_of(std::string_view name) const;

  std::filesystem::path directory_;
  boost::asio::io_context loop_{1};
  std::shared_ptr<service::actions_cache::ServiceState> state_;
};

}  // namespace bxbench::fuzz
