// SPDX-License-Identifier: Apache-2.0
#include <harness/http/file_sink.hpp>
#include <harness/service/actions_cache/blob/answer.hpp>
#include <harness/service/actions_cache/blob/upload.hpp>
#include <harness/service/actions_cache/operations/operations.hpp>
#include <harness/service/actions_cache/operations/upload_sink.hpp>
#include <harness/support/scope_exit.hpp>

#include <algorithm>

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace bxbench::service::actions_cache {
namespace {

constexpr Bytes largest_block = Bytes{4000} * 1024 * 1024;  // Azure's limit
constexpr std::size_t longest_block_list = 8 * 1024 * 1024;

http::Response cannot_store(const Error& error) {
  const auto failure = not_stored(error);
  return blob_error(failure.kind == FailureKind::disk_full ? store_full : internal_error,
                    failure.text);
}

/// Whether an entry still takes data; it may end while its upload is under way.
std::optional<http::Response> closed(const ServiceState& state, EntryId id) {
  const auto* entry = state.store->find(id);
  if (!entry) return blob_error(blob_not_found, "no such upload");
  if (entry->state == EntryState::finalized)
    return blob_error(blob_immutable, "the entry is finalized");
  return std::nullopt;
}

/// The body in `file`, or the answer that says why not.
asio::awaitable<std::optional<http::Response>> receive(ServiceState& state, EntryId id,
                                                       http::FileSink& file, http::Body& body) {
  UploadSink sink(*state.store, id, file, largest_upload(state));
  const auto read = co_await body.stream_to(sink);
  if (!read && read.error().code == Errc::environment) co_return cannot_store(read.error());
  if (sink.overfull()) co_return blob_error(too_large, "the upload is too large");
  if (!read) co_return blob_error(incomplete_body, "the body ended early");
  co_return closed(state, id);
}

/// A list may name one block many times.
Bytes total_size(const std::vector<Extent>& extents) {
  Bytes sum = 0;
  for (const auto& extent : extents)
    sum += extent.size;
  return sum;
}

http::Response commit(ServiceState& state, EntryId id, const fs::path& file) {
  if (auto done = state.store->commit(id, file); !done) return cannot_store(done.error());
  return blob_created();
}

// When every extent is in the list, none is being written any more, and the file itself becomes the
// data. Otherwise it stays as it is: an upload that the client gave up may still write to it.
http::Response put_together(ServiceState& state, EntryId id, const std::vector<Extent>& extents) {
  auto& blocks = state.store->blocks(id);
  const auto source = state.store->block_file(id);
  if (blocks.is_whole_file(extents)) {
    blocks = Blocks{};
    return commit(state, id, source);
  }
  const auto file = state.store->staging_file();
  if (auto copied = copy_extents(source, extents, file); !copied)
    return cannot_store(copied.error());
  return commit(state, id, file);
}

}  // namespace

asio::awaitable<http::Response> put_blob(ServiceState& state, EntryId id, http::Body& body) {
  if (auto refused = closed(state, id)) co_return std::move(*refused);
  const auto file = state.store->staging_file();
  scope_exit remove_file([&] {
    std::error_code ignored;
    fs::remove(file, ignored);
  });
  auto sink = http::FileSink::create(file);
  if (!sink) co_return cannot_store(sink.error());
  auto refused = co_await receive(state, id, *sink, body);
  if (refused) co_return std::move(*refused);
  co_return commit(state, id, file);
}

asio::awaitable<http::Response> put_block(ServiceState& state, EntryId id, std::string block,
                                          http::Body& body) {
  if (auto refused = closed(state, id)) co_return std::move(*refused);
  const auto size = body.announced();
  if (!size) co_return blob_error(missing_length, "a block needs a Content-Length");
  if (*size > largest_block) co_return blob_error(too_large, "the block is too large");
  auto& blocks = state.store->blocks(id);
  if (*size > largest_upload(state) - std::min(blocks.staged(), largest_upload(state)))
    co_return blob_error(too_large, "the blocks are too large together");
  const auto extent = blocks.set_aside(*size);
  auto sink = http::FileSink::open_at(state.store->block_file(id), extent.offset);
  if (!sink) co_return cannot_store(sink.error());
  auto refused = co_await receive(state, id, *sink, body);
  if (refused) co_return std::move(*refused);
  state.store->blocks(id).put(block, extent);
  co_return blob_created();
}

asio::awaitable<http::Response> put_block_list(ServiceState& state, EntryId id, http::Body& body) {
  const auto text = co_await body.text(longest_block_list);
  if (!text) co_return blob_error(invalid_xml, "the block list is too long or ended early");
  if (auto refused = closed(state, id)) co_return std::move(*refused);
  const auto ids = parse_block_list(*text);
  if (!ids) co_return blob_error(invalid_xml, ids.error().message);
  auto& blocks = state.store->blocks(id);
  const bool repeated = state.store->find(id)->state == EntryState::committed;
  if (repeated && !blocks.committed.empty() && blocks.committed == *ids) co_return blob_created();
  const auto extents = blocks.arrange(*ids);
  if (!extents) co_return blob_error(invalid_block_list, "the list names an unknown block");
  if (total_size(*extents) > largest_upload(state))
    co_return blob_error(too_large, "the listed blocks are too large together");
  auto answer = put_together(state, id, *extents);
  state.store->blocks(id).committed = *ids;
  co_return answer;
}

}  // namespace bxbench::service::actions_cache
