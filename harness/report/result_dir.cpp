// SPDX-License-Identifier: Apache-2.0
#include <harness/report/result_dir.hpp>
#include <harness/support/files.hpp>

namespace bxbench::report {

Result<void> write_results(const std::filesystem::path& directory, const Results& results) {
  for (const auto& exporter : exporters()) {
    if (exporter.file.empty()) continue;
    const auto text = exporter.render(results, {});
    if (auto written = write_file_atomically(directory / exporter.file, text); !written)
      return written.error();
  }
  return {};
}

}  // namespace bxbench::report
