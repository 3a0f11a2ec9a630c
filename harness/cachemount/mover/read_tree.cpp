// SPDX-License-Identifier: Apache-2.0
#include <harness/cachemount/mover/handles.hpp>

#include <fcntl.h>
#include <optional>
#include <sys/stat.h>

namespace bxbench::mover {
namespace {

void copy_content(::archive* in, ::archive* disk, const std::string& name) {
  const void* data = nullptr;
  std::size_t size = 0;
  la_int64_t offset = 0;
  for (;;) {
    const int got = archive_read_data_block(in, &data, &size, &offset);
    if (got == ARCHIVE_EOF) return;
    if (got != ARCHIVE_OK) throw failure("the stream broke off inside", name, in);
    if (archive_write_data_block(disk, data, size, offset) != ARCHIVE_OK)
      throw failure("cannot write", name, disk);
  }
}

bool is_root(const std::string& name) {
  return name == "." || name == "./" || name.empty();
}

/// Writes entries to the working directory. A warning is a failure: an owner or mode that could not
/// be set makes another mount than the one that was taken.
class TreeReader {
 public:
  TreeReader() {
    archive_write_disk_set_options(
        disk_.get(), ARCHIVE_EXTRACT_TIME | ARCHIVE_EXTRACT_PERM | ARCHIVE_EXTRACT_OWNER |
                         ARCHIVE_EXTRACT_ACL | ARCHIVE_EXTRACT_XATTR |
                         ARCHIVE_EXTRACT_SECURE_NODOTDOT | ARCHIVE_EXTRACT_SECURE_SYMLINKS |
                         ARCHIVE_EXTRACT_SECURE_NOABSOLUTEPATHS);
  }

  void add(::archive* in, archive_entry* entry) {
    const std::string name = archive_entry_pathname(entry);
    if (is_root(name)) {
      root_time_ = {archive_entry_mtime(entry), archive_entry_mtime_nsec(entry)};
      return;
    }
    if (archive_write_header(disk_.get(), entry) != ARCHIVE_OK)
      throw failure("cannot create", name, disk_.get());
    if (archive_entry_size(entry) > 0) copy_content(in, disk_.get(), name);
    if (archive_write_finish_entry(disk_.get()) != ARCHIVE_OK)
      throw failure("cannot write", name, disk_.get());
    tally(entry);
  }

  /// Times and modes of directories are set last.
  Count close() {
    if (archive_write_close(disk_.get()) != ARCHIVE_OK)
      throw failure("cannot finish", "the directories", disk_.get());
    if (root_time_) {
      const timespec times[2] = {{0, UTIME_OMIT}, *root_time_};
      if (::utimensat(AT_FDCWD, ".", times, 0) != 0)
        throw failure("cannot set the time of", "the mount");
    }
    return count_;
  }

 private:
  void tally(archive_entry* entry) {
    const auto type = archive_entry_filetype(entry);
    if (type == AE_IFREG && archive_entry_hardlink(entry) == nullptr) {
      ++count_.files;
      count_.bytes += static_cast<std::uint64_t>(archive_entry_size(entry));
    } else {
      ++(type == AE_IFDIR ? count_.directories : count_.others);
    }
  }

  Archive disk_{archive_write_disk_new()};
  std::optional<timespec> root_time_;
  Count count_;
};

}  // namespace

Count read_tree(int from) {
  const Archive in(archive_read_new());
  archive_read_support_format_tar(in.get());
  archive_read_support_format_empty(in.get());
  if (archive_read_open_fd(in.get(), from, block) != ARCHIVE_OK)
    throw failure("cannot read", "the stream", in.get());
  TreeReader tree;
  archive_entry* entry = nullptr;
  for (;;) {
    const int got = archive_read_next_header(in.get(), &entry);
    if (got == ARCHIVE_EOF) return tree.close();
    // A warning here is a name that is not UTF-8 and is taken as its bytes.
    if (got < ARCHIVE_WARN) throw failure("cannot read", "the stream", in.get());
    tree.add(in.get(), entry);
  }
}

}  // namespace bxbench::mover
