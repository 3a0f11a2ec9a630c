// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/operations/operations.hpp>
#include <harness/service/actions_cache/operations/upload_sink.hpp>
#include <harness/service/actions_cache/v1/chunk_upload.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace asio = boost::asio;

namespace bxbench::service::actions_cache {
namespace {

Failure bad(std::string text) {
  return {FailureKind::invalid_argument, std::move(text)};
}

bool takes_data(const ServiceState& state, EntryId id) {
  const auto* entry = state.store->find(id);
  return entry && entry->state != EntryState::finalized;
}

Outcome<void> check_place(ServiceState& state, EntryId id, ChunkRange range,
                          std::optional<Bytes> announced) {
  const auto& chunks = state.store->blocks(id).chunks;
  const auto limit =
      std::min(chunks.announced.value_or(largest_upload(state)), largest_upload(state));
  if (range.last >= limit)
    return Failure{FailureKind::too_large,
                   fmt::format("the chunk ends beyond the upload's limit of {} bytes", limit)};
  if (announced && *announced != range.size())
    return bad("Content-Length and Content-Range contradict each other");
  return {};
}

Failure why_unread(const Error& error, const UploadSink& sink) {
  if (error.code == Errc::environment) return not_stored(error);
  return bad(sink.overfull() ? "the chunk is longer than its Content-Range"
                             : "the chunk ended early");
}

// A chunk that the client gave up may still be being written: then the data must be another file.
Result<void> commit(EntryStore& store, EntryId id, Bytes size) {
  auto file = store.block_file(id);
  const bool copy = size == 0 || store.blocks(id).chunks.being_written();
  if (copy) {
    const auto source = std::exchange(file, store.staging_file());
    std::vector<Extent> extents;
    if (size > 0) extents.push_back({0, size});
    if (auto copied = copy_extents(source, extents, file); !copied) return copied.error();
  }
  // Of a chunk that ended early there may be bytes behind the last whole one.
  std::error_code failure;
  std::filesystem::resize_file(file, size, failure);
  if (failure) return Error{Errc::io, failure.message()};
  auto committed = store.commit(id, file);
  if (committed) store.blocks(id) = Blocks{};
  return committed;
}

}  // namespace

asio::awaitable<Outcome<void>> put_chunk(ServiceState& state, EntryId id, ChunkRange range,
                                         http::Body& body) {
  if (auto good = check_place(state, id, range, body.announced()); !good) co_return good.error();
  const auto writing = state.store->blocks(id).chunks.writing();
  auto file = http::FileSink::open_at(state.store->block_file(id), range.first);
  if (!file) co_return not_stored(file.error());
  UploadSink sink(*state.store, id, *file, range.size());
  const auto read = co_await body.stream_to(sink);
  if (!read) co_return why_unread(read.error(), sink);
  if (*read != range.size()) co_return bad("the chunk is shorter than its Content-Range");
  if (!takes_data(state, id)) co_return Failure{FailureKind::not_found, "no such reservation"};
  state.store->blocks(id).chunks.add(range.first, range.size());
  co_return Outcome<void>{};
}

Outcome<void> commit_chunks(ServiceState& state, EntryId id, Bytes size) {
  auto& store = *state.store;
  const auto& chunks = store.blocks(id).chunks;
  // It may have been uploaded as protocol v2 does, or be committed already.
  if (chunks.empty() && store.find(id)->state == EntryState::committed) return {};
  if (!chunks.is_whole(size)) {
    const auto text = fmt::format(
        "the {} bytes that were uploaded are not the first {} of the "
        "archive",
        chunks.received(), size);
    store.drop(id);
    return bad(text);
  }
  if (auto done = commit(store, id, size); !done) return not_stored(done.error());
  return {};
}

}  // namespace bxbench::service::actions_cache
