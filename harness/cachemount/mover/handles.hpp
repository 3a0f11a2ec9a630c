// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cachemount/mover/mover.hpp>

#include <archive.h>
#include <archive_entry.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>

namespace bxbench::mover {

struct FreeArchive {
  void operator()(::archive* a) const { archive_free(a); }
};
struct FreeEntry {
  void operator()(archive_entry* e) const { archive_entry_free(e); }
};
using Archive = std::unique_ptr<::archive, FreeArchive>;
using Entry = std::unique_ptr<archive_entry, FreeEntry>;

inline constexpr std::size_t block = 1 << 18;

/// libarchive's own words, and the system's where it was the system that refused.
inline Failure failure(const std::string& what, const std::string& name, ::archive* where) {
  const char* why = archive_error_string(where);
  const int number = archive_errno(where);
  const bool system =
      number > 0 && number != EILSEQ && number != EINVAL;  // those are its own codes
  return {what + " " + name + ": " + (why == nullptr ? "unknown error" : why) +
          (system ? std::string(" (") + std::strerror(number) + ")" : "")};
}

}  // namespace bxbench::mover
