// SPDX-License-Identifier: Apache-2.0
#include <harness/process/asio_launcher.hpp>
#include <tests/integration/cache_world.hpp>

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <map>

namespace actions_cache = bxbench::service::actions_cache;

namespace bxbench::tests {
namespace {

/// No proxy stands between a client and a service on this machine.
const process::Environment without_proxy{{"http_proxy", ""},
                                         {"https_proxy", ""},
                                         {"HTTP_PROXY", ""},
                                         {"HTTPS_PROXY", ""},
                                         {"all_proxy", ""},
                                         {"ALL_PROXY", ""},
                                         {"no_proxy", "127.0.0.1,localhost"}};

}  // namespace

CacheWorld::CacheWorld(const std::filesystem::path& parent, actions_cache::Settings settings)
    : folder_(parent),
      launcher_(process::make_asio_launcher(context_.get_executor(), interrupt_, without_proxy)) {
  settings.directory = folder() / "store";
  auto started = actions_cache::start_server(context_.get_executor(), settings);
  if (!started) throw std::runtime_error(started.error().message);
  server_ = std::move(*started);
}

CacheWorld::~CacheWorld() {
  for (const auto& row : rows_)
    fmt::print("| {} | {} | {}{} |\n", row.client, row.operation, row.result,
               row.good ? "" : " **wrong**");
  std::fflush(stdout);
}

std::string CacheWorld::token(const std::string& scope,
                              const std::vector<std::string>& also_readable,
                              const std::string& job) const {
  actions_cache::TokenOrder order;
  order.grants.push_back({scope, 3});
  for (const auto& other : also_readable)
    order.grants.push_back({other, 1});
  order.job = job;
  return server_->token(order);
}

process::Outcome CacheWorld::run(process::Command command) {
  auto outcome = wait_for(launcher_->run(std::move(command)));
  if (!outcome) throw std::runtime_error(outcome.error().message);
  return std::move(*outcome);
}

std::vector<Request> CacheWorld::new_requests() {
  const auto& all = server_->requests();
  std::vector<Request> fresh(all.begin() + static_cast<std::ptrdiff_t>(seen_), all.end());
  seen_ = all.size();
  return fresh;
}

void CacheWorld::check(const std::string& client, const std::string& operation,
                       const std::string& expected, const std::string& got) {
  CAPTURE(client, operation);
  CHECK(got == expected);
  rows_.push_back({client, operation, got, got == expected});
}

std::string count_operations(const std::vector<Request>& requests) {
  std::map<std::string, int> counts;
  for (const auto& request : requests)
    ++counts[request.operation];
  std::string text;
  for (const auto& [operation, count] : counts)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, operation);
  return text;
}

std::vector<Request> only(const std::vector<Request>& requests, const std::string& operation) {
  std::vector<Request> chosen;
  std::copy_if(requests.begin(), requests.end(), std::back_inserter(chosen),
               [&](const Request& request) { return request.operation == operation; });
  return chosen;
}

}  // namespace bxbench::tests
