// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/access/token.hpp>
#include <harness/service/actions_cache/local_server.hpp>

#include <fmt/format.h>

namespace bxbench::service::actions_cache {
namespace {

EntryInfo info_of(const Entry& entry) {
  EntryInfo info;
  info.id = entry.id;
  info.scope = entry.name.scope;
  info.key = entry.name.key;
  info.version = entry.name.version;
  info.bytes = entry.size;
  info.created = entry.created;
  info.accessed = entry.accessed;
  info.payload = entry.payload;
  return info;
}

class LocalServer final : public Server {
 public:
  LocalServer(std::shared_ptr<ServiceState> state, std::unique_ptr<http::Server> server)
      : state_(std::move(state)), server_(std::move(server)) {}

  ~LocalServer() override {
    state_->delays.stop();
    server_.reset();
    state_->store->close();
  }

  std::string url() const override {
    const auto& address = state_->settings.address;
    const bool v6 = address.find(':') != std::string::npos;
    const auto host = v6 ? "[" + address + "]" : address;
    return fmt::format("http://{}:{}/", host, server_->port());
  }
  unsigned short port() const override { return server_->port(); }
  std::string token(const TokenOrder& order) const override {
    return sign_token(state_->secret, order, WallClock::now());
  }

  const std::vector<RequestRecord>& requests() const override { return state_->log.requests(); }
  void on_request(std::function<void(const RequestRecord&)> listener) override {
    state_->log.on_request(std::move(listener));
  }
  const Traffic& traffic() const override { return state_->log.traffic(); }

  std::vector<EntryInfo> entries() const override {
    std::vector<EntryInfo> entries;
    for (const auto& [id, entry] : state_->store->entries())
      if (entry.state == EntryState::finalized) entries.push_back(info_of(entry));
    return entries;
  }
  std::chrono::system_clock::time_point now() const override {
    return state_->store->clock().now();
  }
  std::size_t evict(const Eviction& which) override { return state_->store->evict(which); }
  void advance_clock(std::chrono::seconds by) override { state_->store->advance_clock(by); }
  void set_quota(Bytes quota) override {
    state_->settings.quota = quota;
    state_->store->set_quota(quota);
  }
  void set_read_only(bool read_only) override { state_->read_only = read_only; }
  void add_fault(suite::Fault fault) override { state_->faults.add(std::move(fault)); }
  void clear_faults() override { state_->faults.clear(); }

  Result<void> snapshot(const std::filesystem::path& directory) const override {
    return state_->store->snapshot(directory);
  }
  Result<void> restore(const std::filesystem::path& directory) override {
    return state_->store->restore(directory);
  }

 private:
  std::shared_ptr<ServiceState> state_;
  std::unique_ptr<http::Server> server_;
};

}  // namespace

std::unique_ptr<Server> make_local_server(std::shared_ptr<ServiceState> state,
                                          std::unique_ptr<http::Server> server) {
  return std::make_unique<LocalServer>(std::move(state), std::move(server));
}

}  // namespace bxbench::service::actions_cache
