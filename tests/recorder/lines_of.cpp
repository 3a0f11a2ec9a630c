// SPDX-License-Identifier: Apache-2.0
#include <harness/archive/zstd_stream.hpp>
#include <harness/support/files.hpp>
#include <tests/recorder/lines_of.hpp>

#include <sstream>

namespace fs = std::filesystem;

namespace bxbench::recorder {

Result<std::vector<std::string>> lines_of(const fs::path& file) {
  std::string text;
  if (file.extension() == ".zst") {
    auto in = archive::ZstdReader::open(file);
    if (!in) return in.error();
    for (;;) {
      const auto piece = in->read();
      if (!piece) return piece.error();
      if (piece->empty()) break;
      text += *piece;
    }
  } else {
    auto whole = read_file(file);
    if (!whole) return whole.error();
    text = std::move(*whole);
  }
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  return lines;
}

}  // namespace bxbench::recorder
