// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/archive_names.hpp>
#include <harness/cli/log_folder.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace bxbench::cli {
namespace {

constexpr std::size_t block = 1 << 18, most_files = 10'000;

/// The *.txt files of a folder and of those in it, by their names from there.
std::vector<std::string> texts_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code failure;
  for (auto entry = fs::recursive_directory_iterator(folder, failure);
       !failure && entry != fs::recursive_directory_iterator() && names.size() < most_files;
       entry.increment(failure)) {
    if (entry.depth() > 0) entry.disable_recursion_pending();
    std::error_code odd;
    if (entry->is_regular_file(odd) && entry->path().extension() == ".txt")
      names.push_back(entry->path().lexically_relative(folder).generic_string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// "0_build.txt" as archives name it; other files are logs that somebody put there.
bool is_of_archive(const cilog::JobLogs& job) {
  const auto& member = job.members.front();
  return job.steps || cilog::step_of_member(member) != fs::path(member).stem();
}

Result<void> feed(const fs::path& file, cilog::LogReader& reader) {
  std::ifstream in(file, std::ios::binary);
  std::vector<char> buffer(block);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
    reader.add({buffer.data(), static_cast<std::size_t>(in.gcount())});
  if (!in.eof())
    return Error{Errc::bad_input, fmt::format("cannot read the log {}", file.string())};
  return {};
}

void add_up(cilog::LogSummary& sum, const cilog::LogSummary& one) {
  sum.files += one.files;
  sum.lines += one.lines;
  sum.bytes += one.bytes;
  sum.cut_lines += one.cut_lines;
  sum.events += one.events;
  sum.binary_files += one.binary_files;
}

}  // namespace

bool is_log_folder(const fs::path& folder) {
  return !cilog::jobs_of_archive(texts_in(folder)).empty();
}

Result<cilog::LogSummary> read_log_folder(const fs::path& folder, const cilog::Sink& sink) {
  cilog::LogSummary sum;
  for (const auto& job : cilog::jobs_of_archive(texts_in(folder))) {
    std::unique_ptr<cilog::LogReader> reader;
    for (const auto& member : job.members) {
      const auto file = folder / member;
      const cilog::LogName name{file.string(), is_of_archive(job) ? folder.string() : "", job.job,
                                job.steps ? cilog::step_of_member(member) : ""};
      if (!reader)
        reader = std::make_unique<cilog::LogReader>(name, sink);
      else
        reader->next_file(name);
      if (auto read = feed(file, *reader); !read) return read.error();
    }
    reader->finish();
    add_up(sum, reader->summary());
  }
  return sum;
}

}  // namespace bxbench::cli
