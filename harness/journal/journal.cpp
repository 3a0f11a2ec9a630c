// SPDX-License-Identifier: Apache-2.0
#include <harness/journal/journal.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <string_view>
#include <sys/file.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <unordered_map>
#include <utility>
#include <vector>

namespace bxbench::journal {
namespace {

Error failed(std::string_view doing, const std::filesystem::path& file, int error) {
  const bool no_room = error == ENOSPC || error == EDQUOT || error == EFBIG;
  return {no_room ? Errc::environment : Errc::io,
          fmt::format("cannot {} {}: {}", doing, file.string(), std::strerror(error)),
          no_room ? "free some space, or name another place for results with -o" : ""};
}

/// 0, or the errno of the first failure.
int write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(fd) == 0 ? 0 : errno;
}

/// Adds a record to what was read before it; the text is what is wrong with that, or empty.
struct Collector {
  ResultSet& into;
  bool started = false;
  std::unordered_map<std::string, std::size_t> places{};  ///< of trials, by id

  std::string operator()(RunStarted&& run) {
    if (std::exchange(started, true)) return "a second run starts in the same journal";
    into.run = std::move(run);
    return {};
  }
  std::string operator()(TrialFinished&& trial) {
    if (!started) return "the journal does not begin with its run";
    into.finished.reset();
    const auto [earlier, is_new] = places.try_emplace(trial.trial, into.trials.size());
    if (is_new)
      into.trials.push_back(std::move(trial));
    else
      into.trials[earlier->second] = std::move(trial);
    return {};
  }
  std::string operator()(RunFinished&& run) {
    if (!started) return "the journal does not begin with its run";
    into.finished = std::move(run);
    return {};
  }
  std::string operator()(measure::Noise&& noise) {
    if (!started) return "the journal does not begin with its run";
    into.noise.push_back(std::move(noise));
    return {};
  }
};

std::vector<std::string_view> whole_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (auto end = text.find('\n'); end != text.npos; end = text.find('\n')) {
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

/// Lines know nothing of each other, and reading them is most of what a report of a large run does:
/// every core takes some.
std::vector<std::optional<Result<Record>>> decode_all(const std::vector<std::string_view>& lines) {
  constexpr std::size_t lines_for_a_thread = 64, most_threads = 8;
  std::vector<std::optional<Result<Record>>> records(lines.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (auto n = next++; n < lines.size(); n = next++)
      records[n].emplace(decode(std::string(lines[n])));
  };
  const auto cores = std::max<std::size_t>(std::thread::hardware_concurrency(), 1);
  const auto helpers = std::min({cores - 1, lines.size() / lines_for_a_thread, most_threads - 1});
  std::vector<std::jthread> threads;
  try {
    for (std::size_t n = 0; n < helpers; ++n)
      threads.emplace_back(work);
  } catch (const std::system_error&) {
    // No more threads: fewer do it as well.
  }
  work();
  threads.clear();  // joins them
  return records;
}

/// Makes a new file's name outlast a loss of power. Where a file system cannot, nothing is lost
/// yet.
void sync_directory(const std::filesystem::path& directory) {
  const int fd =
      ::open(directory.empty() ? "." : directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  (void)::fsync(fd);
  ::close(fd);
}

}  // namespace

Journal::Journal(int fd, std::filesystem::path file) : fd_(fd), file_(std::move(file)) {}

Journal::Journal(Journal&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), file_(std::move(other.file_)) {}

Journal& Journal::operator=(Journal&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(file_, other.file_);
  return *this;
}

Journal::~Journal() {
  if (fd_ >= 0) ::close(fd_);
}

Result<Journal> Journal::create(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0644);
  if (fd < 0) return failed("create", file, errno);
  Journal journal(fd, file);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) return failed("lock", file, errno);
  sync_directory(file.parent_path());
  return journal;
}

Result<Journal> Journal::reopen(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (fd < 0) return failed("open", file, errno);
  Journal journal(fd, file);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0)
    return Error{Errc::bad_input, fmt::format("{} is being written by another run", file.string()),
                 "wait until that run has ended"};
  const auto text = read_file(file);
  if (!text) return text.error();
  const auto whole = text->rfind('\n') + 1;  // npos + 1 is 0: not even one whole line
  if (whole < text->size() && ::ftruncate(fd, static_cast<off_t>(whole)) != 0)
    return failed("cut the torn last line of", file, errno);
  return journal;
}

Result<void> Journal::append(const Record& record) {
  const auto length = ::lseek(fd_, 0, SEEK_END);
  if (length < 0) return failed("write", file_, errno);
  const int error = write_all(fd_, encode(record) + '\n');
  if (error == 0) return {};
  auto failure = failed("write", file_, error);
  if (::ftruncate(fd_, length) != 0) failure.message += "; its last line is torn";
  return failure;
}

Result<ResultSet> load(const std::filesystem::path& file) {
  const auto text = read_file(file);
  if (!text) return text.error();
  ResultSet results;
  Collector collect{results};
  const auto at_line = [&](int line, const std::string& what, const std::string& hint = "") {
    return Error{Errc::bad_input, fmt::format("{}:{}: {}", file.string(), line, what), hint};
  };
  results.torn_tail = !text->empty() && text->back() != '\n';
  int line = 0;
  for (auto& record : decode_all(whole_lines(*text))) {
    ++line;
    if (!*record) return at_line(line, record->error().message, record->error().hint);
    const auto problem =
        std::visit([&](auto& value) { return collect(std::move(value)); }, **record);
    if (!problem.empty()) return at_line(line, problem);
    record.reset();
  }
  if (!collect.started) return at_line(1, "the journal holds no run", "nothing was recorded");
  return results;
}

std::vector<measure::Sample> samples_of(const ResultSet& results) {
  std::vector<measure::Sample> samples;
  for (const auto& trial : results.trials)
    samples.insert(samples.end(), trial.samples.begin(), trial.samples.end());
  return samples;
}

}  // namespace bxbench::journal
