// SPDX-License-Identifier: Apache-2.0
#include <harness/cachemount/mover/handles.hpp>

#include <set>
#include <utility>

namespace bxbench::mover {

Count look() {
  const Archive disk(archive_read_disk_new());
  archive_read_disk_set_symlink_physical(disk.get());
  archive_read_disk_set_behavior(disk.get(),
                                 ARCHIVE_READDISK_NO_TRAVERSE_MOUNTS | ARCHIVE_READDISK_NO_FFLAGS |
                                     ARCHIVE_READDISK_NO_SPARSE | ARCHIVE_READDISK_NO_XATTR |
                                     ARCHIVE_READDISK_NO_ACL);
  if (archive_read_disk_open(disk.get(), ".") != ARCHIVE_OK)
    throw failure("cannot read", "the mount", disk.get());
  std::set<std::pair<dev_t, la_int64_t>> linked;
  const Entry entry(archive_entry_new());
  Count count;
  for (;; archive_entry_clear(entry.get())) {
    const int got = archive_read_next_header2(disk.get(), entry.get());
    if (got == ARCHIVE_EOF) return count;
    if (got != ARCHIVE_OK) throw failure("cannot read", "the mount", disk.get());
    archive_read_disk_descend(disk.get());
    const auto type = archive_entry_filetype(entry.get());
    if (std::string(archive_entry_pathname(entry.get())) == "." || type == AE_IFSOCK) continue;
    const bool first =
        archive_entry_nlink(entry.get()) < 2 || type != AE_IFREG ||
        linked.emplace(archive_entry_dev(entry.get()), archive_entry_ino64(entry.get())).second;
    if (type == AE_IFREG && first) {
      ++count.files;
      count.bytes += static_cast<std::uint64_t>(archive_entry_size(entry.get()));
    } else {
      ++(type == AE_IFDIR ? count.directories : count.others);
    }
  }
}

}  // namespace bxbench::mover
