// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/load_run.hpp>

#include <fmt/format.h>

namespace fs = std::filesystem;

namespace bxbench::cli {

Result<journal::ResultSet> load_run(const fs::path& run) {
  std::error_code failure;
  const auto file = fs::is_directory(run, failure) ? run / "journal.jsonl" : run;
  if (fs::exists(file, failure)) return journal::load(file);
  return Error{Errc::bad_input, fmt::format("there is no run at {}", run.string()),
               "name a folder that a run left, e.g. one below results/"};
}

}  // namespace bxbench::cli
