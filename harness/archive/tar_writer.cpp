// SPDX-License-Identifier: Apache-2.0
#include <harness/archive/tar_writer.hpp>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

namespace bxbench::archive {

struct TarWriter::State {
  std::filesystem::path file;
  ::archive* out = archive_write_new();
  State() = default;
  ~State() { archive_write_free(out); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  Error failed() const {
    return {Errc::io, fmt::format("cannot write {}: {}", file.string(), archive_error_string(out))};
  }

  Result<void> add(const std::string& name, unsigned type, unsigned mode, std::string_view content,
                   const std::string& target) {
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(),
                                                                              &archive_entry_free);
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), type);
    archive_entry_set_perm(entry.get(), mode);
    archive_entry_set_mtime(entry.get(), 0, 0);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(content.size()));
    if (!target.empty()) archive_entry_set_symlink(entry.get(), target.c_str());
    if (archive_write_header(out, entry.get()) != ARCHIVE_OK) return failed();
    if (!content.empty() && archive_write_data(out, content.data(), content.size()) < 0)
      return failed();
    return {};
  }
};

TarWriter::TarWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
TarWriter::TarWriter(TarWriter&&) noexcept = default;
TarWriter& TarWriter::operator=(TarWriter&&) noexcept = default;
TarWriter::~TarWriter() = default;

Result<TarWriter> TarWriter::create(const std::filesystem::path& file) {
  auto state = std::make_unique<State>();
  state->file = file;
  archive_write_set_format_ustar(state->out);
  if (archive_write_open_filename(state->out, file.c_str()) != ARCHIVE_OK) return state->failed();
  return TarWriter(std::move(state));
}

Result<void> TarWriter::add_directory(const std::string& name, unsigned mode) {
  return state_->add(name, AE_IFDIR, mode, {}, {});
}
Result<void> TarWriter::add_file(const std::string& name, std::string_view content, unsigned mode) {
  return state_->add(name, AE_IFREG, mode, content, {});
}
Result<void> TarWriter::add_link(const std::string& name, const std::string& target) {
  return state_->add(name, AE_IFLNK, 0777, {}, target);
}
Result<void> TarWriter::finish() {
  if (archive_write_close(state_->out) != ARCHIVE_OK) return state_->failed();
  return {};
}

}  // namespace bxbench::archive
