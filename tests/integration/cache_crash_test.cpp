// SPDX-License-Identifier: Apache-2.0
// The cache service, killed at random moments while clients save and read: each entry is there
// whole afterwards, or not at all.
#include <tests/integration/cache_saver.hpp>
#include <tests/integration/serve_process.hpp>
#include <tests/support/loop.hpp>
#include <tests/support/temp_folder.hpp>

#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace bxbench::tests {
namespace {

constexpr int kills = 50, savers = 6, readers = 2;
constexpr std::string_view saved_by = "saved-";

/// All that the rounds have in common.
struct History {
  fs::path directory;
  std::set<std::string> answered;  ///< their finalize was answered
  std::vector<std::string> problems;
  std::size_t tried = 0;
};

asio::awaitable<void> save_until_killed(CacheSaver& saver, History& history, std::string name) {
  constexpr CacheSaver::Way ways[]{CacheSaver::Way::blob, CacheSaver::Way::blocks,
                                   CacheSaver::Way::chunks};
  for (std::size_t n = 0;; ++n) {
    const auto key = fmt::format("{}{}-{}", saved_by, name, n);
    ++history.tried;
    const bool saved = co_await saver.save(key, ways[(n + name.back()) % 3]);
    if (!saved) co_return;
    history.answered.insert(key);
  }
}

asio::awaitable<void> read_until_killed(CacheSaver& saver, ServeProcess& service) {
  asio::steady_timer pause(co_await asio::this_coro::executor);
  const std::string prefix(saved_by);
  while (service.is_alive()) {
    co_await saver.read(prefix);
    pause.expires_after(std::chrono::milliseconds(2));
    co_await pause.async_wait(asio::use_awaitable);
  }
}

asio::awaitable<void> kill_after(ServeProcess& service, Duration life) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  timer.expires_after(life);
  co_await timer.async_wait(asio::use_awaitable);
  service.kill_hard();
}

/// One life of the service, under load to its end.
void live(History& history, int round, Duration life) {
  ServeProcess service(history.directory);
  CacheSaver saver(service.url(), service.token());
  asio::io_context loop{1};
  for (int i = 0; i < savers; ++i)
    asio::co_spawn(loop, save_until_killed(saver, history, fmt::format("{}-{}", round, i)),
                   asio::detached);
  for (int i = 0; i < readers; ++i)
    asio::co_spawn(loop, read_until_killed(saver, service), asio::detached);
  asio::co_spawn(loop, kill_after(service, life), asio::detached);
  loop.run_for(std::chrono::seconds(60));
  for (const auto& problem : saver.problems())
    history.problems.push_back(fmt::format("round {}: {}", round, problem));
}

std::vector<std::string> files_in(const fs::path& directory) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(directory))
    names.push_back(entry.path().filename().string());
  return names;
}

/// What the directory has besides the entries themselves: staged files, records without payloads.
std::string leftovers(const fs::path& directory, std::size_t entries) {
  std::string left;
  int staging = 0;
  for (const auto& name : files_in(directory)) {
    if (!name.starts_with("staging-")) continue;
    ++staging;
    for (const auto& file : files_in(directory / name))
      left += fmt::format("staged: {}\n", file);
  }
  if (staging != 1) left += fmt::format("{} staging directories\n", staging);
  std::size_t payloads = 0, records = 0;
  for (const auto& name : files_in(directory / "entries")) {
    payloads += name.ends_with(".blob");
    records += name.ends_with(".json") && name != "state.json";
    if (name.ends_with(".part")) left += name + "\n";
  }
  if (payloads != entries || records != entries)
    left += fmt::format("{} entries, {} payloads, {} records\n", entries, payloads, records);
  return left;
}

/// What a restart makes of the directory. Reads the entries whose keys begin with `prefix`.
void look_back(History& history, const std::string& prefix) {
  ServeProcess service(history.directory);
  CacheSaver saver(service.url(), service.token());
  test::Loop loop;
  const auto listed = loop.run(saver.list());
  for (const auto& key : history.answered)
    if (!listed.contains(key)) history.problems.push_back(key + " is lost");
  for (const auto& key : listed) {
    if (listed.count(key) != 1) history.problems.push_back(key + " is there twice");
    if (!key.starts_with(prefix)) continue;
    if (!loop.run(saver.read(key))) history.problems.push_back(key + " is listed, not found");
  }
  const auto left = leftovers(history.directory, listed.size());
  if (!left.empty()) history.problems.push_back(left);
  for (const auto& problem : saver.problems())
    history.problems.push_back("after a restart: " + problem);
}

TEST_CASE("a service that is killed at any moment under load keeps what it said it has, whole") {
  const TempFolder folder;
  History history;
  history.directory = folder / "cache";
  const auto seed = std::random_device{}();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  std::uniform_int_distribution<int> life(1'000, 150'000);
  for (int round = 0; round < kills && history.problems.empty(); ++round) {
    live(history, round, std::chrono::microseconds(life(random)));
    look_back(history, fmt::format("{}{}-", saved_by, round));
  }
  look_back(history, "");
  INFO(fmt::format("{} kills, {} saves begun, {} answered\n{}", kills, history.tried,
                   history.answered.size(), fmt::join(history.problems, "\n")));
  CHECK(history.problems.empty());
  CHECK(history.answered.size() > kills);
}

}  // namespace
}  // namespace bxbench::tests
