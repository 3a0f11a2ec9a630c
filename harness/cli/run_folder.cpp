// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/run_folder.hpp>
#include <harness/support/digest.hpp>
#include <harness/support/files.hpp>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>

namespace bxbench::cli {

std::string now_utc() {
  return fmt::format("{:%FT%TZ}", fmt::gmtime(std::time(nullptr)));
}

Result<std::filesystem::path> make_run_folder(const std::filesystem::path& output) {
  const auto id =
      fmt::format("{:%Y%m%d-%H%M%S}-{}", fmt::gmtime(std::time(nullptr)), to_hex(random_bytes(2)));
  const auto folder = output / id;
  if (auto made = make_directories(folder); !made) {
    Error error = made.error();
    error.code = Errc::environment;
    error.hint = "name another place for results with -o/--output";
    return error;
  }
  return folder;
}

}  // namespace bxbench::cli
