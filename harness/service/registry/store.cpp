// SPDX-License-Identifier: Apache-2.0
#include <harness/service/registry/store.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace fs = std::filesystem;

namespace bxbench::service::registry {
namespace {

bool is_blob(const fs::path& inside) {
  return inside.filename() == "data" &&
         std::find(inside.begin(), inside.end(), "blobs") != inside.end();
}

}  // namespace

Result<void> link_store(const fs::path& from, const fs::path& to) {
  if (auto made = make_directories(to); !made) return made;
  std::error_code failure;
  fs::recursive_directory_iterator entries(from, failure), end;
  for (; !failure && entries != end; entries.increment(failure)) {
    const auto inside = entries->path().lexically_relative(from);
    if (entries->is_directory()) {
      if (inside.filename() == "_uploads")
        entries.disable_recursion_pending();
      else
        fs::create_directory(to / inside, failure);
    } else if (is_blob(inside)) {
      fs::create_hard_link(entries->path(), to / inside, failure);
    } else {
      fs::copy_file(entries->path(), to / inside, failure);
    }
    if (failure) break;
  }
  if (!failure) return {};
  return Error{Errc::io, fmt::format("cannot copy the registry's storage {} to {}: {}",
                                     from.string(), to.string(), failure.message())};
}

}  // namespace bxbench::service::registry
