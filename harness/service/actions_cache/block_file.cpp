// SPDX-License-Identifier: Apache-2.0
#include <harness/http/file_sink.hpp>
#include <harness/http/file_source.hpp>
#include <harness/service/actions_cache/blocks.hpp>

namespace bxbench::service::actions_cache {

Result<void> copy_extents(const std::filesystem::path& from, const std::vector<Extent>& extents,
                          const std::filesystem::path& to) {
  auto sink = http::FileSink::create(to);
  if (!sink) return sink.error();
  for (const auto& extent : extents) {
    auto source = http::FileSource::open({from, extent.offset, extent.size});
    if (!source) return source.error();
    while (source->left() > 0) {
      const auto piece = source->next();
      if (!piece) return piece.error();
      if (auto written = sink->write(*piece); !written) return written.error();
    }
  }
  return {};
}

}  // namespace bxbench::service::actions_cache
