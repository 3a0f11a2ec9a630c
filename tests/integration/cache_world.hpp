// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/process/launcher.hpp>
#include <harness/service/actions_cache/server.hpp>
#include <harness/support/interrupt.hpp>
#include <tests/support/temp_folder.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <chrono>
#include <filesystem>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace bxbench::tests {

using Request = service::actions_cache::RequestRecord;

/// A running Actions cache service, programs that use it, and a table of what they achieved.
class CacheWorld {
 public:
  /// Everything lies below a folder in `parent`; `settings` need no directory.
  explicit CacheWorld(const std::filesystem::path& parent = "/var/tmp",
                      service::actions_cache::Settings settings = {});
  /// Prints the table.
  virtual ~CacheWorld();
  CacheWorld(const CacheWorld&) = delete;
  CacheWorld& operator=(const CacheWorld&) = delete;

  service::actions_cache::Server& service() const { return *server_; }
  process::Launcher& launcher() { return *launcher_; }
  std::filesystem::path folder() const { return folder_.path(); }

  /// A token of `scope`, which may also read `also_readable`.
  std::string token(const std::string& scope = "refs/heads/main",
                    const std::vector<std::string>& also_readable = {},
                    const std::string& job = "job") const;

  /// Runs a program to its end while the service answers; throws when it cannot be started.
  process::Outcome run(process::Command command);
  /// Starts some work; it goes on whenever `wait_for` waits for anything.
  template <class T>
  std::future<T> start(boost::asio::awaitable<T> work) {
    return boost::asio::co_spawn(context_, std::move(work), boost::asio::use_future);
  }
  /// Waits for some work while the service answers.
  template <class T>
  T wait_for(std::future<T>& result) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(5);
    while (result.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
      if (std::chrono::steady_clock::now() > end) throw std::runtime_error("the work never ended");
      context_.restart();
      context_.run_one_for(std::chrono::milliseconds(100));
    }
    return result.get();
  }
  template <class T>
  T wait_for(boost::asio::awaitable<T> work) {
    auto result = start(std::move(work));
    return wait_for(result);
  }

  /// The requests answered since the last call of this function.
  std::vector<Request> new_requests();

  /// Checks that `got` is what was expected, and enters it in the table.
  void check(const std::string& client, const std::string& operation, const std::string& expected,
             const std::string& got);

 private:
  struct Row {
    std::string client, operation, result;
    bool good = true;
  };

  TempFolder folder_;
  boost::asio::io_context context_;
  Interrupt interrupt_;
  std::unique_ptr<process::Launcher> launcher_;
  std::unique_ptr<service::actions_cache::Server> server_;
  std::size_t seen_ = 0;
  std::vector<Row> rows_;
};

/// "2 lookup, 1 upload": how often each operation occurs, by name.
std::string count_operations(const std::vector<Request>& requests);

/// The requests of one operation.
std::vector<Request> only(const std::vector<Request>& requests, const std::string& operation);

}  // namespace bxbench::tests
