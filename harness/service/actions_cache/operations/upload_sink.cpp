// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/operations/upload_sink.hpp>

#include <fmt/format.h>

namespace bxbench::service::actions_cache {

Result<void> UploadSink::write(std::string_view bytes) {
  store_.touch(id_, Clock::now());
  overfull_ = bytes.size() > limit_ - file_.size();
  if (overfull_) return Error{Errc::bad_input, fmt::format("more than {} bytes", limit_)};
  return file_.write(bytes);
}

}  // namespace bxbench::service::actions_cache
