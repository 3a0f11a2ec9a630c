// SPDX-License-Identifier: Apache-2.0
#include <harness/cachemount/mover/handles.hpp>

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace bxbench::mover {
namespace {

struct FreeResolver {
  void operator()(archive_entry_linkresolver* r) const { archive_entry_linkresolver_free(r); }
};

/// Attributes that belong to the file system or the host (`trusted.*`, `security.selinux`) are not
/// the content's.
void keep_own_attributes(archive_entry* entry) {
  std::vector<std::pair<std::string, std::string>> kept;
  const char* name = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  if (archive_entry_xattr_reset(entry) == 0) return;
  while (archive_entry_xattr_next(entry, &name, &value, &size) == ARCHIVE_OK) {
    const std::string called = name;
    if (called.rfind("user.", 0) == 0 || called == "security.capability")
      kept.emplace_back(called, std::string(static_cast<const char*>(value), size));
  }
  archive_entry_xattr_clear(entry);
  for (const auto& [called, content] : kept)
    archive_entry_xattr_add_entry(entry, called.c_str(), content.data(), content.size());
}

/// The tar's header promised `size` bytes: neither more nor fewer may follow.
void write_content(::archive* out, const std::string& name, la_int64_t size) {
  static std::vector<char> buffer(block);
  const int file = ::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0) throw failure("cannot read", name);
  la_int64_t left = size;
  while (left > 0) {
    const auto wanted = std::min(buffer.size(), static_cast<std::size_t>(left));
    const auto count = ::read(file, buffer.data(), wanted);
    if (count < 0) throw failure("cannot read", name);
    if (count == 0) throw Failure{name + " became shorter while it was read"};
    if (archive_write_data(out, buffer.data(), static_cast<std::size_t>(count)) != count)
      throw failure("cannot send", name, out);
    left -= count;
  }
  ::close(file);
}

class TreeWriter {
 public:
  explicit TreeWriter(int to) {
    archive_write_set_format_pax(out_.get());
    archive_write_set_bytes_per_block(out_.get(), block);
    archive_write_set_bytes_in_last_block(out_.get(), 1);
    if (archive_write_open_fd(out_.get(), to) != ARCHIVE_OK)
      throw failure("cannot send", "a tar", out_.get());
    archive_entry_linkresolver_set_strategy(links_.get(), ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE);
  }

  void add(archive_entry* entry) {
    const std::string name = archive_entry_pathname(entry);
    if (archive_entry_filetype(entry) == AE_IFSOCK) return;
    keep_own_attributes(entry);
    archive_entry_unset_atime(entry);
    archive_entry_unset_ctime(entry);
    archive_entry_unset_birthtime(entry);
    archive_entry* spare = nullptr;
    archive_entry_linkify(links_.get(), &entry, &spare);
    // A warning here is a name that is not UTF-8 and goes out as its bytes.
    if (archive_write_header(out_.get(), entry) < ARCHIVE_WARN)
      throw failure("cannot send", name, out_.get());
    const bool first = archive_entry_hardlink(entry) == nullptr;
    const auto size = first ? archive_entry_size(entry) : 0;
    if (archive_entry_filetype(entry) == AE_IFREG && size > 0)
      write_content(out_.get(), name, size);
    tally(entry, name, first);
  }

  Count close() {
    if (archive_write_close(out_.get()) != ARCHIVE_OK)
      throw failure("cannot send", "the end of the tar", out_.get());
    return count_;
  }

 private:
  void tally(archive_entry* entry, const std::string& name, bool first) {
    if (name == ".") return;
    const auto type = archive_entry_filetype(entry);
    if (type == AE_IFREG && first) {
      ++count_.files;
      count_.bytes += static_cast<std::uint64_t>(archive_entry_size(entry));
    } else {
      ++(type == AE_IFDIR ? count_.directories : count_.others);
    }
  }

  Archive out_{archive_write_new()};
  std::unique_ptr<archive_entry_linkresolver, FreeResolver> links_{
      archive_entry_linkresolver_new()};
  Count count_;
};

}  // namespace

Count write_tree(int to) {
  const Archive disk(archive_read_disk_new());
  archive_read_disk_set_symlink_physical(disk.get());
  archive_read_disk_set_behavior(disk.get(), ARCHIVE_READDISK_NO_TRAVERSE_MOUNTS |
                                                 ARCHIVE_READDISK_NO_FFLAGS |
                                                 ARCHIVE_READDISK_NO_SPARSE);
  if (archive_read_disk_open(disk.get(), ".") != ARCHIVE_OK)
    throw failure("cannot read", "the mount", disk.get());
  TreeWriter tar(to);
  const Entry entry(archive_entry_new());
  for (;;) {
    const int got = archive_read_next_header2(disk.get(), entry.get());
    if (got == ARCHIVE_EOF) return tar.close();
    if (got != ARCHIVE_OK) throw failure("cannot read", "the mount", disk.get());
    archive_read_disk_descend(disk.get());
    tar.add(entry.get());
    archive_entry_clear(entry.get());
  }
}

}  // namespace bxbench::mover
