// SPDX-License-Identifier: Apache-2.0
#include <harness/archive/pack.hpp>
#include <harness/support/files.hpp>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <fcntl.h>
#include <memory>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

namespace bxbench::archive {
namespace {

struct FreeArchive {
  void operator()(::archive* a) const { archive_free(a); }
};
struct FreeEntry {
  void operator()(archive_entry* e) const { archive_entry_free(e); }
};
struct FreeResolver {
  void operator()(archive_entry_linkresolver* r) const { archive_entry_linkresolver_free(r); }
};
using Archive = std::unique_ptr<::archive, FreeArchive>;
using LinkResolver = std::unique_ptr<archive_entry_linkresolver, FreeResolver>;
using Entry = std::unique_ptr<archive_entry, FreeEntry>;

constexpr std::size_t block = 1 << 20;

Error failed(const char* doing, const fs::path& file, ::archive* where) {
  const char* why = archive_error_string(where);
  const int number = archive_errno(where);
  return {number == ENOSPC ? Errc::environment : Errc::io,
          fmt::format("{} {}: {}", doing, file.string(), why == nullptr ? "unknown error" : why)};
}

Result<void> write_content(::archive* out, const fs::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return Error{Errc::io, fmt::format("cannot read {}", file.string())};
  std::vector<char> buffer(block);
  ssize_t count = 0;
  while ((count = ::read(fd, buffer.data(), buffer.size())) > 0)
    if (archive_write_data(out, buffer.data(), static_cast<std::size_t>(count)) < 0) break;
  ::close(fd);
  if (count > 0) return failed("cannot archive", file, out);
  if (count < 0) return Error{Errc::io, fmt::format("reading {} failed", file.string())};
  return {};
}

Result<void> write_tree(::archive* out, const fs::path& directory) {
  const Archive disk(archive_read_disk_new());
  archive_read_disk_set_standard_lookup(disk.get());
  if (archive_read_disk_open(disk.get(), directory.c_str()) != ARCHIVE_OK)
    return failed("cannot read", directory, disk.get());
  const LinkResolver links(archive_entry_linkresolver_new());
  archive_entry_linkresolver_set_strategy(links.get(), ARCHIVE_FORMAT_TAR_PAX_RESTRICTED);
  for (;;) {
    const Entry entry(archive_entry_new());
    const int got = archive_read_next_header2(disk.get(), entry.get());
    if (got == ARCHIVE_EOF) return {};
    if (got < ARCHIVE_WARN) return failed("cannot read", directory, disk.get());
    archive_read_disk_descend(disk.get());
    const fs::path source = archive_entry_sourcepath(entry.get());
    const auto name = source.lexically_relative(directory).string();
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry *first = entry.get(), *unused = nullptr;  // a tar holds nothing back
    archive_entry_linkify(links.get(), &first, &unused);
    if (archive_write_header(out, entry.get()) < ARCHIVE_WARN)
      return failed("cannot archive", source, out);
    if (archive_entry_hardlink(entry.get()) != nullptr) continue;
    if (archive_entry_filetype(entry.get()) != AE_IFREG || archive_entry_size(entry.get()) == 0)
      continue;
    if (auto written = write_content(out, source); !written) return written.error();
  }
}

Result<void> copy_content(::archive* in, ::archive* out, const fs::path& file) {
  const void* data = nullptr;
  std::size_t size = 0;
  la_int64_t offset = 0;
  for (;;) {
    const int got = archive_read_data_block(in, &data, &size, &offset);
    if (got == ARCHIVE_EOF) return {};
    if (got < ARCHIVE_WARN) return failed("cannot unpack", file, in);
    if (archive_write_data_block(out, data, size, offset) < ARCHIVE_WARN)
      return failed("cannot unpack", file, out);
  }
}

/// Moves an entry's name, and that of the file it is a further name of, below the directory.
Result<void> place(archive_entry* entry, const fs::path& directory, const fs::path& file) {
  const fs::path name = archive_entry_pathname(entry);
  const char* link = archive_entry_hardlink(entry);
  const fs::path target = link == nullptr ? "" : link;
  for (const auto& path : {name, target}) {
    if (path.is_absolute())
      return Error{Errc::io,
                   fmt::format("{} holds an absolute path: {}", file.string(), path.string())};
    for (const auto& part : path)
      if (part == "..")
        return Error{Errc::io, fmt::format("{} holds a path that leaves it: {}", file.string(),
                                           path.string())};
  }
  archive_entry_set_pathname(entry, (directory / name).c_str());
  if (link != nullptr) archive_entry_set_hardlink(entry, (directory / target).c_str());
  return {};
}

}  // namespace

Result<Bytes> pack(const fs::path& directory, const fs::path& file) {
  const Archive out(archive_write_new());
  archive_write_set_format_pax_restricted(out.get());
  archive_write_add_filter_zstd(out.get());
  archive_write_set_filter_option(out.get(), "zstd", "compression-level", "1");
  if (archive_write_open_filename(out.get(), file.c_str()) != ARCHIVE_OK)
    return failed("cannot create", file, out.get());
  if (auto written = write_tree(out.get(), directory); !written) return written.error();
  if (archive_write_close(out.get()) != ARCHIVE_OK) return failed("cannot write", file, out.get());
  std::error_code failure;
  const auto size = fs::file_size(file, failure);
  if (failure) return Error{Errc::io, fmt::format("cannot look at {}", file.string())};
  return size;
}

Result<void> unpack(const fs::path& file, const fs::path& directory) {
  if (auto made = make_directories(directory); !made) return made.error();
  const Archive in(archive_read_new());
  archive_read_support_filter_zstd(in.get());
  archive_read_support_format_tar(in.get());
  if (archive_read_open_filename(in.get(), file.c_str(), block) != ARCHIVE_OK)
    return failed("cannot read", file, in.get());
  const Archive out(archive_write_disk_new());
  archive_write_disk_set_options(
      out.get(), ARCHIVE_EXTRACT_TIME | ARCHIVE_EXTRACT_PERM | ARCHIVE_EXTRACT_OWNER |
                     ARCHIVE_EXTRACT_SECURE_NODOTDOT | ARCHIVE_EXTRACT_SECURE_SYMLINKS);
  archive_entry* entry = nullptr;
  for (;;) {
    const int got = archive_read_next_header(in.get(), &entry);
    if (got == ARCHIVE_EOF) break;
    if (got < ARCHIVE_WARN) return failed("cannot unpack", file, in.get());
    if (auto placed = place(entry, directory, file); !placed) return placed.error();
    if (archive_write_header(out.get(), entry) < ARCHIVE_WARN)
      return failed("cannot unpack", file, out.get());
    if (auto copied = copy_content(in.get(), out.get(), file); !copied) return copied.error();
  }
  if (archive_write_close(out.get()) != ARCHIVE_OK)
    return failed("cannot write", directory, out.get());
  return {};
}

}  // namespace bxbench::archive
