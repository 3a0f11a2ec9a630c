// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/archive_names.hpp>
#include <harness/cilog/read_log.hpp>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

namespace bxbench::cilog {
namespace {

struct FreeArchive {
  void operator()(::archive* a) const { archive_free(a); }
};
using Archive = std::unique_ptr<::archive, FreeArchive>;

constexpr std::size_t block = 1 << 18, members_limit = 10'000;

/// An open file; standard input is copied to one, when it must be read more than once.
class Input {
 public:
  static Result<Input> open(const fs::path& file);
  Input(Input&& other) noexcept : fd_(std::exchange(other.fd_, -1)), name_(other.name_) {}
  Input& operator=(Input&&) = delete;
  ~Input() {
    if (fd_ > STDERR_FILENO) ::close(fd_);
  }
  int fd() const { return fd_; }
  const std::string& name() const { return name_; }

 private:
  Input(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}
  int fd_;
  std::string name_;
};

/// Standard input may be a pipe; a zip archive is read from its end.
Result<int> spooled_stdin() {
  std::FILE* spool = std::tmpfile();
  if (spool == nullptr) return Error{Errc::io, "cannot make a temporary file for standard input"};
  const int copy = ::dup(::fileno(spool));
  std::fclose(spool);
  std::vector<char> buffer(block);
  ssize_t got = 0;
  while ((got = ::read(STDIN_FILENO, buffer.data(), buffer.size())) > 0)
    if (::write(copy, buffer.data(), static_cast<std::size_t>(got)) != got) got = -1;
  if (got < 0) {
    ::close(copy);
    return Error{Errc::io, "cannot copy standard input to a temporary file"};
  }
  return copy;
}

Result<Input> Input::open(const fs::path& file) {
  if (file == "-") {
    const auto fd = spooled_stdin();
    if (!fd) return fd.error();
    return Input(*fd, "standard input");
  }
  if (std::error_code error; fs::is_directory(file, error))
    return Error{Errc::bad_input, fmt::format("{} is a directory", file.string()),
                 "name the log files in it"};
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return Error{Errc::bad_input, fmt::format("cannot read the log {}", file.string())};
  return Input(fd, file.string());
}

Error damaged(const Input& input, ::archive* where) {
  const char* why = archive_error_string(where);
  return {Errc::bad_input,
          fmt::format("{} cannot be unpacked to its end: {}", input.name(),
                      why == nullptr ? "unknown error" : why),
          "download the log again"};
}

/// `zip`: as an archive with members; else as one stream, compressed or not.
Result<Archive> open_archive(const Input& input, bool zip) {
  Archive in(archive_read_new());
  if (zip) {
    archive_read_support_format_zip(in.get());
  } else {
    archive_read_support_filter_all(in.get());
    archive_read_support_format_raw(in.get());
    archive_read_support_format_empty(in.get());
  }
  ::lseek(input.fd(), 0, SEEK_SET);
  if (archive_read_open_fd(in.get(), input.fd(), block) != ARCHIVE_OK)
    return damaged(input, in.get());
  return in;
}

bool is_zip(const Input& input) {
  char magic[4] = {};
  return ::pread(input.fd(), magic, 4, 0) == 4 && std::string_view(magic, 2) == "PK" &&
         (magic[2] == 3 || magic[2] == 5);
}

Result<void> feed(const Input& input, ::archive* in, LogReader& reader) {
  std::vector<char> buffer(block);
  for (;;) {
    const auto got = archive_read_data(in, buffer.data(), buffer.size());
    if (got == 0) return {};
    if (got < 0) return damaged(input, in);
    reader.add({buffer.data(), static_cast<std::size_t>(got)});
  }
}

Result<std::vector<std::string>> members_of(const Input& input) {
  auto in = open_archive(input, true);
  if (!in) return in.error();
  std::vector<std::string> names;
  for (archive_entry* entry = nullptr;;) {
    const int got = archive_read_next_header(in->get(), &entry);
    if (got == ARCHIVE_EOF) return names;
    if (got < ARCHIVE_WARN) return damaged(input, in->get());
    const char* name = archive_entry_pathname(entry);
    if (name != nullptr && archive_entry_filetype(entry) == AE_IFREG) names.emplace_back(name);
    if (names.size() > members_limit)
      return Error{Errc::bad_input, fmt::format("{} has more than {} files: this is no archive of "
                                                "a run's logs",
                                                input.name(), members_limit)};
  }
}

Result<void> feed_member(const Input& input, const std::string& member, LogReader& reader) {
  auto in = open_archive(input, true);
  if (!in) return in.error();
  for (archive_entry* entry = nullptr;;) {
    const int got = archive_read_next_header(in->get(), &entry);
    if (got == ARCHIVE_EOF) return {};  // the file was changed meanwhile
    if (got < ARCHIVE_WARN) return damaged(input, in->get());
    const char* name = archive_entry_pathname(entry);
    if (name != nullptr && member == name) return feed(input, in->get(), reader);
  }
}

void add_up(LogSummary& sum, const LogSummary& one) {
  sum.files += one.files;
  sum.lines += one.lines;
  sum.bytes += one.bytes;
  sum.cut_lines += one.cut_lines;
  sum.events += one.events;
  sum.binary_files += one.binary_files;
}

Result<LogSummary> read_zip(const Input& input, const Sink& sink) {
  const auto members = members_of(input);
  if (!members) return members.error();
  LogSummary sum;
  for (const auto& job : jobs_of_archive(*members)) {
    std::unique_ptr<LogReader> reader;
    for (const auto& member : job.members) {
      const LogName name{input.name() + ":" + member, input.name(), job.job,
                         job.steps ? step_of_member(member) : ""};
      if (!reader)
        reader = std::make_unique<LogReader>(name, sink);
      else
        reader->next_file(name);
      if (auto read = feed_member(input, member, *reader); !read) return read.error();
    }
    reader->finish();
    add_up(sum, reader->summary());
  }
  if (sum.files == 0)
    return Error{Errc::bad_input,
                 fmt::format("{} has no logs: no *.txt or *.log file", input.name())};
  return sum;
}

Result<LogSummary> read_stream(const Input& input, const Sink& sink) {
  auto in = open_archive(input, false);
  if (!in) return in.error();
  archive_entry* entry = nullptr;
  const int got = archive_read_next_header(in->get(), &entry);
  if (got < ARCHIVE_WARN && got != ARCHIVE_EOF) return damaged(input, in->get());
  const auto job = fs::path(input.name()).stem().string();
  LogReader reader({input.name(), "", job, ""}, sink);
  if (got != ARCHIVE_EOF)
    if (auto read = feed(input, in->get(), reader); !read) return read.error();
  reader.finish();
  return reader.summary();
}

/// Jobs may print what is no text; a log of theirs alone does not make the others unreadable.
bool is_no_log(const LogSummary& summary) {
  return summary.binary_files > 0 && (summary.binary_files == summary.files || summary.events == 0);
}

}  // namespace

Result<LogSummary> read_log(const fs::path& file, const Sink& sink) {
  const auto input = Input::open(file);
  if (!input) return input.error();
  auto summary = is_zip(*input) ? read_zip(*input, sink) : read_stream(*input, sink);
  if (summary && is_no_log(*summary))
    return Error{Errc::bad_input, fmt::format("{} is no log: it is not text", input->name()),
                 "give a log as text, as .gz or .zst of it, or the .zip of a run's logs"};
  return summary;
}

}  // namespace bxbench::cilog
