// SPDX-License-Identifier: Apache-2.0
#include <harness/archive/pack.hpp>
#include <harness/execution/image_ship.hpp>
#include <harness/execution/steps.hpp>
#include <harness/support/files.hpp>
#include <harness/workspace/dockerfile_mounts.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <variant>

namespace fs = std::filesystem;
using boost::asio::awaitable;

namespace bxbench::execution {
namespace {

using suite::Reply;

/// The file of one mount's content in a cache directory; the Dockerfile's id names it, so that a
/// wrong carrier id stays the only difference that a scenario makes.
fs::path archive_of(const std::string& directory, const suite::CacheMount& mount) {
  std::string name = mount.id;
  std::replace(name.begin(), name.end(), '/', '_');
  return fs::path(directory) / (name + ".tar.zst");
}

/// A workflow names its cache directory relative to the workspace, so the path that goes into the
/// entry's version is the same on every runner.
std::string version_of(const std::string& directory) {
  return service::actions_cache::cache_version({fs::path(directory).filename().string()});
}

/// Adds the time until its end to a phase.
class PhaseTimer {
 public:
  explicit PhaseTimer(std::optional<double>& phase) : phase_(phase), started_(Clock::now()) {}
  ~PhaseTimer() { phase_ = phase_.value_or(0) + seconds(Clock::now() - started_); }
  PhaseTimer(const PhaseTimer&) = delete;
  PhaseTimer& operator=(const PhaseTimer&) = delete;

 private:
  std::optional<double>& phase_;
  Clock::time_point started_;
};

/// Bytes in the regular files below a directory.
Bytes size_of_files(const std::string& directory) {
  Bytes sum = 0;
  std::error_code failure;
  for (const auto& entry : fs::recursive_directory_iterator(directory, failure))
    if (entry.is_regular_file(failure)) sum += entry.file_size(failure);
  return sum;
}

awaitable<Result<Reply>> restore(StepScene& scene, const suite::RestoreCache& action) {
  scene.tell("restore");
  const PhaseTimer timer(scene.phases.restore);
  const auto file = scene.temporary / "restored.tar.zst";
  std::vector<std::string> keys{action.key};
  keys.insert(keys.end(), action.restore_keys.begin(), action.restore_keys.end());
  const auto version = version_of(action.directory);
  auto found = co_await service::actions_cache::download(scene.actions_cache, keys, version, file);
  if (!found && found.error().code != Errc::io) co_return found.error();
  if (!found) {
    scene.evidence.restore = {action.key, false, false, "", 0, found.error().message};
    suite::Restored missed;
    missed.error = found.error().message;
    co_return missed;
  }
  const bool exact = found->hit && found->matched_key == action.key;
  scene.evidence.restore = {action.key, found->hit, exact, found->matched_key, found->bytes, ""};
  if (found->hit)
    if (auto unpacked = archive::unpack(file, action.directory); !unpacked)
      co_return unpacked.error();
  (void)remove_tree(file);
  co_return suite::Restored{found->hit, exact, found->matched_key, found->bytes, ""};
}

awaitable<Result<Reply>> save(StepScene& scene, const suite::SaveCache& action) {
  scene.tell("save");
  const PhaseTimer timer(scene.phases.save);
  if (std::error_code failure; !fs::is_directory(action.directory, failure)) {
    // As the real action: a path that is not there is a warning.
    const auto warning = fmt::format("the path {} does not exist, nothing is saved",
                                     fs::path(action.directory).filename().string());
    scene.evidence.save = {action.key, false, 0, warning};
    co_return suite::Saved{false, 0, warning};
  }
  const auto file = scene.temporary / "saved.tar.zst";
  auto size = archive::pack(action.directory, file);
  if (!size) co_return size.error();
  const auto version = version_of(action.directory);
  auto stored =
      co_await service::actions_cache::upload(scene.actions_cache, action.key, version, file);
  (void)remove_tree(file);
  if (!stored && stored.error().code != Errc::io) co_return stored.error();
  const auto error = stored ? std::string{} : stored.error().message;
  scene.evidence.save = {action.key, stored && *stored, *size, error};
  co_return suite::Saved{stored && *stored, *size, error};
}

/// The mount under the carrier's id, and its file in a folder that is made when it is not there.
template <class Carry>
Result<cachemount::Transfer> transfer_of(const Carry& action) {
  if (auto made = make_directories(action.directory); !made) return made.error();
  cachemount::Transfer transfer{action.mount, archive_of(action.directory, action.mount)};
  transfer.mount.id = action.carrier_id;
  return transfer;
}

awaitable<Result<Reply>> inject(StepScene& scene, const suite::InjectMount& action) {
  scene.tell("inject");
  const PhaseTimer timer(scene.phases.inject);
  const auto transfer = transfer_of(action);
  if (!transfer) co_return transfer.error();
  auto moved = co_await scene.carrier.inject(transfer->mount, transfer->file);
  if (!moved) co_return moved.error();
  for (auto& mount : scene.evidence.mounts)
    if (mount.id == action.mount.id) mount.carrier_id = action.carrier_id;
  co_return suite::Carried{moved->bytes, moved->files};
}

awaitable<Result<Reply>> extract(StepScene& scene, const suite::ExtractMount& action) {
  scene.tell("extract");
  const PhaseTimer timer(scene.phases.extract);
  const auto transfer = transfer_of(action);
  if (!transfer) co_return transfer.error();
  auto moved = co_await scene.carrier.extract(transfer->mount, transfer->file);
  if (!moved) co_return moved.error();
  co_return suite::Carried{moved->bytes, moved->files};
}

awaitable<Result<Reply>> push(StepScene& scene, const suite::PushDirectory& action) {
  scene.tell("save");
  const PhaseTimer timer(scene.phases.save);
  auto pushed = co_await push_directory(scene.launcher, scene.builder, action.directory, action.ref,
                                        scene.temporary);
  if (!pushed) co_return pushed.error();
  scene.evidence.save = {action.ref, true, size_of_files(action.directory), ""};
  co_return suite::Shipped{true};
}

awaitable<Result<Reply>> pull(StepScene& scene, const suite::PullDirectory& action) {
  scene.tell("restore");
  const PhaseTimer timer(scene.phases.restore);
  auto found = co_await pull_directory(scene.launcher, scene.builder, action.directory, action.ref);
  if (!found) co_return found.error();
  scene.evidence.restore = {action.ref,
                            *found,
                            *found,
                            *found ? action.ref : "",
                            *found ? size_of_files(action.directory) : 0,
                            ""};
  co_return suite::Shipped{*found};
}

Result<Reply> read_mounts(const StepScene& scene, const suite::ReadMounts& action) {
  auto mounts = workspace::read_cache_mounts(scene.checkout, action.dockerfile);
  if (!mounts) return mounts.error();
  return Reply(suite::MountList{std::move(*mounts)});
}

awaitable<Result<Reply>> answer(StepScene& scene, const suite::Action& action) {
  if (const auto* wanted = std::get_if<suite::RestoreCache>(&action))
    co_return co_await restore(scene, *wanted);
  if (const auto* wanted = std::get_if<suite::SaveCache>(&action))
    co_return co_await save(scene, *wanted);
  if (const auto* wanted = std::get_if<suite::InjectMount>(&action))
    co_return co_await inject(scene, *wanted);
  if (const auto* wanted = std::get_if<suite::ExtractMount>(&action))
    co_return co_await extract(scene, *wanted);
  if (const auto* wanted = std::get_if<suite::ReadMounts>(&action))
    co_return read_mounts(scene, *wanted);
  if (const auto* wanted = std::get_if<suite::PushDirectory>(&action))
    co_return co_await push(scene, *wanted);
  if (const auto* wanted = std::get_if<suite::PullDirectory>(&action))
    co_return co_await pull(scene, *wanted);
  co_return Error{Errc::bad_input, "a strategy's steps asked for what only a scenario may do"};
}

}  // namespace

awaitable<Result<StepsEnd>> run_steps(StepScene scene, std::unique_ptr<suite::Script> steps) {
  Reply reply = suite::Done{};
  for (;;) {
    auto action = steps->resume(reply);
    if (!action) co_return action.error();
    if (!action->has_value()) co_return StepsEnd::done;
    const auto started = std::chrono::system_clock::now();
    if (const auto* wanted = std::get_if<suite::RunBuild>(&**action)) {
      const auto built = co_await scene.build(wanted->flags);
      if (!built) co_return built.error();
      scene.log.add(started, **action, suite::Done{});
      if (!*built) co_return StepsEnd::build_failed;
      reply = suite::Done{};
      continue;
    }
    auto answered = co_await answer(scene, **action);
    if (!answered) co_return answered.error();
    reply = std::move(*answered);
    scene.log.add(started, **action, reply);
  }
}

}  // namespace bxbench::execution
