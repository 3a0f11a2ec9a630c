// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/file_sink.hpp>
#include <harness/service/actions_cache/entry/entry_store.hpp>

namespace bxbench::service::actions_cache {

/// A file sink that takes so many bytes and no more, and keeps its reservation alive meanwhile.
class UploadSink final : public http::Sink {
 public:
  UploadSink(EntryStore& store, EntryId id, http::FileSink& file, Bytes limit)
      : store_(store), id_(id), file_(file), limit_(limit) {}
  Result<void> write(std::string_view bytes) override;
  /// Whether more came than it takes.
  bool overfull() const { return overfull_; }

 private:
  EntryStore& store_;
  EntryId id_;
  http::FileSink& file_;
  Bytes limit_;
  bool overfull_ = false;
};

}  // namespace bxbench::service::actions_cache
