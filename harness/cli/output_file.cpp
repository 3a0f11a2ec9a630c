// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/output_file.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <unistd.h>

namespace fs = std::filesystem;

namespace bxbench::cli {
namespace {

/// Failures that another name would not have had.
constexpr std::array of_the_name{EACCES, EISDIR,  ELOOP, ENAMETOOLONG,
                                 ENOENT, ENOTDIR, EPERM, EROFS};

Error failed(const fs::path& file, int error) {
  const auto* const found = std::find(of_the_name.begin(), of_the_name.end(), error);
  const bool bad_name = found != of_the_name.end();
  return {bad_name ? Errc::bad_input : Errc::io,
          fmt::format("cannot write to {}: {}", file.string(), std::strerror(error)),
          bad_name ? "name a file with -o in a folder that exists and can be written to" : ""};
}

/// 0, or why no file can be made in the folder of this one.
int folder_problem(const fs::path& file) {
  const auto folder = file.has_parent_path() ? file.parent_path() / "" : fs::path(".");
  return ::access(folder.c_str(), W_OK | X_OK) == 0 ? 0 : errno;
}

}  // namespace

Result<void> write_output(const fs::path& file, const std::string& text) {
  std::error_code failure;
  const auto status = fs::symlink_status(file, failure);
  if (!fs::exists(status) || fs::is_regular_file(status)) {
    if (const int error = folder_problem(file); error != 0) return failed(file, error);
    return write_file_atomically(file, text);
  }
  errno = 0;
  std::ofstream out(file, std::ios::binary);
  if (out << text << std::flush) return {};
  return failed(file, errno == 0 ? EIO : errno);
}

}  // namespace bxbench::cli
