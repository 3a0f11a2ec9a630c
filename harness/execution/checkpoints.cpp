// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/checkpoints.hpp>
#include <harness/support/files.hpp>
#include <harness/support/say.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <linux/magic.h>
#include <sys/statfs.h>
#include <sys/sysinfo.h>

namespace fs = std::filesystem;
using boost::asio::awaitable;

namespace bxbench::execution {
namespace {

/// Left free for the builds themselves.
constexpr Bytes spare_room = Bytes{4} << 30;

/// Whether so many more bytes leave enough. In memory, what is free of it counts as well.
bool has_room(const fs::path& directory, Bytes more) {
  std::error_code failure;
  const auto space = fs::space(directory, failure);
  struct statfs volume {};
  struct sysinfo host {};
  if (failure || ::statfs(directory.c_str(), &volume) != 0 || ::sysinfo(&host) != 0) return false;
  const bool in_memory = volume.f_type == TMPFS_MAGIC;
  const Bytes memory = (Bytes{host.freeram} + host.bufferram) * host.mem_unit;
  const Bytes free = in_memory ? std::min<Bytes>(space.available, memory) : space.available;
  return free >= spare_room + more;
}

/// A copy of what a tool made on the host: times, owners, links and all.
awaitable<Result<void>> replace_tree(process::Launcher& launcher, fs::path from, fs::path to) {
  if (auto removed = remove_tree(to); !removed) co_return removed.error();
  std::error_code failure;
  if (!fs::exists(from, failure)) co_return Result<void>{};
  co_return co_await process::copy_exactly(launcher, from, to);
}

}  // namespace

const JobYield* Checkpoints::find(const std::string& history) const {
  const auto found = known_.find(history);
  return found == known_.end() ? nullptr : &found->second;
}

awaitable<Result<void>> Checkpoints::save(std::string history, JobPlace place, JobYield yield) {
  if (!enabled_) co_return Result<void>{};
  const auto directory = directory_of(history);
  if (auto removed = remove_tree(directory); !removed) co_return removed.error();
  if (auto made = make_directories(directory); !made) co_return made.error();
  const Bytes copied = size_of_tree(place.host) + (place.runner ? place.runner->size() : 0);
  if (!has_room(directory, copied)) co_return Result<void>{};
  auto kept = co_await keep(directory, place, yield);
  if (kept) {
    if (!yield.artifact.empty()) yield.artifact = directory / "artifact";
    known_.insert_or_assign(history, std::move(yield));
    co_return Result<void>{};
  }
  (void)remove_tree(directory);
  if (kept.error().code == Errc::interrupted) co_return kept.error();
  say(fmt::format("bxbench: a checkpoint could not be kept, its job will run again: {}\n",
                  kept.error().message));
  co_return Result<void>{};
}

awaitable<Result<void>> Checkpoints::keep(fs::path directory, const JobPlace& place,
                                          const JobYield& yield) const {
  if (auto kept = save_services(place.services, directory / "services"); !kept)
    co_return kept.error();
  auto host = co_await replace_tree(launcher_, place.host, directory / "host");
  if (!host) co_return host.error();
  if (place.runner) {
    auto kept = co_await place.runner->save(directory / "runner");
    if (!kept) co_return kept.error();
  }
  if (!yield.artifact.empty()) {
    auto kept = co_await replace_tree(launcher_, yield.artifact, directory / "artifact");
    if (!kept) co_return kept.error();
  }
  co_return Result<void>{};
}

awaitable<Result<void>> Checkpoints::restore(std::string history, JobPlace place) const {
  const auto directory = directory_of(history);
  if (auto restored = restore_services(place.services, directory / "services"); !restored)
    co_return restored.error();
  auto host = co_await replace_tree(launcher_, directory / "host", place.host);
  if (!host) co_return host.error();
  if (place.runner) co_return co_await place.runner->restore(directory / "runner");
  co_return Result<void>{};
}

Result<void> Checkpoints::clear() {
  known_.clear();
  markers_.clear();
  return remove_tree(directory_);
}

std::string Checkpoints::marker_after(const std::string& history, const std::string& edit,
                                      std::string fresh) const {
  const auto found = markers_.find(history + edit);
  return found == markers_.end() ? std::move(fresh) : found->second;
}

void Checkpoints::note_marker(const std::string& history, const std::string& edit,
                              std::string marker) {
  if (enabled_) markers_.try_emplace(history + edit, std::move(marker));
}

}  // namespace bxbench::execution
