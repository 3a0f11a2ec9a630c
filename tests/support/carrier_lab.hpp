// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/builder/builder.hpp>
#include <harness/cachemount/carrier.hpp>
#include <harness/cleanup/scratch.hpp>
#include <harness/process/launcher.hpp>
#include <harness/support/interrupt.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

namespace bxbench::tests {

/// Fresh private daemons, and what it takes to build on them and to carry mounts between them.
/// Works with the base images of the workloads that come with bxbench; throws when the machine
/// cannot.
class CarrierLab {
 public:
  /// `image`: what `in_mount` works in, "busybox:1.36" or "golang:1.19"; the latter costs seconds
  /// on each builder and has bash and GNU tools.
  explicit CarrierLab(std::string image = "busybox:1.36");
  ~CarrierLab();
  CarrierLab(const CarrierLab&) = delete;
  CarrierLab& operator=(const CarrierLab&) = delete;

  /// The builder of that name; a fresh one when it is met for the first time.
  const builder::Builder& builder(const std::string& name);
  /// Removes it, if there is one.
  void remove_builder(const std::string& name);
  /// Where it keeps everything.
  std::filesystem::path home_of(const std::string& name) const { return scratch_.path() / name; }
  cachemount::Carrier carrier(const std::string& name);

  /// Builds a Dockerfile; what its last stage holds goes to a new folder, which is returned.
  std::filesystem::path build(const std::string& builder, const std::string& dockerfile);
  /// Runs a script in a step that sees the mount at /m and returns what it wrote to /said.
  std::string in_mount(const std::string& builder, const std::string& mount_flags,
                       const std::string& script);
  /// Type, mode, owner, time, links, target, size of everything in a mount, then all hashes.
  std::string listing(const std::string& builder, const std::string& mount_flags);

  /// Runs a coroutine to its end.
  template <class T>
  T wait(boost::asio::awaitable<T> work) {
    auto result = boost::asio::co_spawn(loop_, std::move(work), boost::asio::use_future);
    loop_.restart();
    loop_.run();
    return result.get();
  }

  /// The OCI layout of an image.
  std::filesystem::path layout(const std::string& image) const { return layouts_.at(image); }
  process::Launcher& launcher() { return *launcher_; }
  const std::filesystem::path& scratch() const { return scratch_.path(); }
  /// A path below the scratch directory that was not given out before.
  std::filesystem::path fresh(const std::string& stem);

 private:
  boost::asio::io_context loop_{1};
  Interrupt interrupt_;
  cleanup::Scratch scratch_;
  std::unique_ptr<process::Launcher> launcher_;
  std::string image_;
  std::map<std::string, std::filesystem::path> layouts_;
  std::map<std::string, std::unique_ptr<builder::Builder>> builders_;
  int given_ = 0;
};

/// The value, or the error as an exception.
template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

}  // namespace bxbench::tests
