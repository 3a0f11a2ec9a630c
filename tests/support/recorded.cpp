// SPDX-License-Identifier: Apache-2.0
#include <tests/support/recorded.hpp>

#include <fmt/format.h>

#include <fstream>
#include <stdexcept>

namespace bxbench::test {

std::vector<std::string> recorded_lines(const std::string& name) {
  const auto file = fmt::format("{}/data/rawjson/{}.jsonl", BXBENCH_TEST_ROOT, name);
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  return lines;
}

progress::Trace recorded(const std::string& name) {
  progress::TraceBuilder builder;
  for (const auto& line : recorded_lines(name))
    builder.add_line(line);
  return builder.take();
}

const progress::Vertex& find(const progress::Trace& trace, const std::string& beginning) {
  for (const auto& vertex : trace.vertices)
    if (vertex.name.starts_with(beginning)) return vertex;
  throw std::runtime_error("no vertex is named " + beginning);
}

}  // namespace bxbench::test
