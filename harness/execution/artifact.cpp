// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/artifact.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <vector>

namespace bxbench::execution {

boost::asio::awaitable<Result<void>> export_artifact(process::Launcher& launcher,
                                                     const builder::Builder& builder,
                                                     std::string image, std::string path,
                                                     std::filesystem::path target) {
  const auto doing = fmt::format("reading the artifact {} from the built image", path);
  const auto environment = builder.environment();
  // The command is never run; an image without one needs it.
  process::Command create{.argv = {"docker", "create", image, "none"}, .env = environment};
  auto created = co_await process::run_checked(launcher, create, doing);
  if (!created) co_return created.error();
  const auto container = created->out.substr(0, created->out.find('\n'));
  process::Command copy{.argv = {"docker", "cp", container + ":" + path, target.string()},
                        .env = environment};
  auto copied = co_await process::run_checked(launcher, copy, doing);
  if (!copied) co_return copied.error();
  process::Command remove{.argv = {"docker", "rm", container}, .env = environment};
  auto removed = co_await process::run_checked(launcher, remove, doing);
  if (!removed) co_return removed.error();
  co_return Result<void>{};
}

bool file_contains(const std::filesystem::path& file, const std::string& text) {
  std::ifstream in(file, std::ios::binary);
  if (!in || text.empty()) return false;
  const std::boyer_moore_horspool_searcher searcher(text.begin(), text.end());
  std::vector<char> window(std::max<std::size_t>(1 << 20, 2 * text.size()));
  std::size_t kept = 0;  // the end of the last piece, where a match may have begun
  while (in.read(window.data() + kept, static_cast<std::streamsize>(window.size() - kept)) ||
         in.gcount() > 0) {
    const auto filled = kept + static_cast<std::size_t>(in.gcount());
    const auto end = window.begin() + static_cast<std::ptrdiff_t>(filled);
    if (std::search(window.begin(), end, searcher) != end) return true;
    kept = std::min(filled, text.size() - 1);
    std::copy(end - static_cast<std::ptrdiff_t>(kept), end, window.begin());
  }
  return false;
}

}  // namespace bxbench::execution
