// SPDX-License-Identifier: Apache-2.0
#include <harness/workflow/document.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include <yaml-cpp/yaml.h>

namespace bxbench::workflow {
namespace {

constexpr std::size_t most_bytes = 4'000'000;
constexpr std::size_t most_values = 100'000;
constexpr int deepest = 100;

Error bad(const std::string& file, const std::string& what) {
  return Error{Errc::bad_input, fmt::format("reading {}: {}", file, what),
               "it must be a workflow file in YAML"};
}

/// How many characters of UTF-8 the first `bytes` bytes of a line are.
std::size_t characters(const std::string& line, std::size_t bytes) {
  const auto end = line.begin() + static_cast<std::ptrdiff_t>(std::min(bytes, line.size()));
  return static_cast<std::size_t>(
      std::count_if(line.begin(), end, [](char byte) { return (byte & 0xC0) != 0x80; }));
}

/// Copies yaml-cpp's graph, in which aliases share nodes, to a tree within limits.
class Copier {
 public:
  explicit Copier(const Source& source) : source_(source) {}

  /// Nothing: a limit passed.
  std::optional<Tree> copy(const YAML::Node& node, int depth) {
    if (depth > deepest || ++values_ > most_values) return std::nullopt;
    Tree tree;
    tree.value.at = position(node.Mark());
    switch (node.Type()) {
      case YAML::NodeType::Scalar:
        tree.kind = Tree::Kind::scalar;
        tree.value.text = node.Scalar();
        characters_ += tree.value.text.size();
        break;
      case YAML::NodeType::Sequence:
        tree.kind = Tree::Kind::list;
        if (!copy_items(node, tree, depth)) return std::nullopt;
        break;
      case YAML::NodeType::Map:
        tree.kind = Tree::Kind::map;
        if (!copy_entries(node, tree, depth)) return std::nullopt;
        break;
      default:
        break;
    }
    if (characters_ > 4 * most_bytes) return std::nullopt;
    return tree;
  }

 private:
  bool copy_items(const YAML::Node& node, Tree& tree, int depth) {
    for (const auto& item : node) {
      auto copied = copy(item, depth + 1);
      if (!copied) return false;
      tree.items.push_back(std::move(*copied));
    }
    return true;
  }

  bool copy_entries(const YAML::Node& node, Tree& tree, int depth) {
    for (const auto& entry : node) {
      auto copied = copy(entry.second, depth + 1);
      if (!copied) return false;
      Value name{entry.first.IsScalar() ? entry.first.Scalar() : "", position(entry.first.Mark())};
      tree.entries.emplace_back(std::move(name), std::move(*copied));
    }
    return true;
  }

  Position position(const YAML::Mark& mark) const {
    if (mark.is_null()) return {};
    const auto line = static_cast<std::size_t>(mark.line) + 1;
    return {line, characters(source_.line(line), static_cast<std::size_t>(mark.column)) + 1};
  }

  const Source& source_;
  std::size_t values_ = 0, characters_ = 0;
};

/// The opposite: how many bytes the first `count` characters take.
std::size_t bytes_of(const std::string& line, std::size_t count) {
  std::size_t bytes = 0;
  while (bytes < line.size() && characters(line, bytes + 1) <= count)
    ++bytes;
  return bytes;
}

/// Of a line with a key, with or without the dash of a list's item in front, that of the key.
std::size_t indentation(const std::string& line, const char* skipped) {
  return std::min(line.find_first_not_of(skipped), line.size());
}

}  // namespace

const Tree* Tree::find(std::string_view name) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const auto& entry) { return entry.first.text == name; });
  return found == entries.end() ? nullptr : &found->second;
}

Source::Source(std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines_.emplace_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

const std::string& Source::line(std::size_t number) const {
  static const std::string beyond;
  return number >= 1 && number <= lines_.size() ? lines_[number - 1] : beyond;
}

Position Source::find(std::string_view text, Position from, std::size_t skip) const {
  if (text.empty() || from.line == 0) return from;
  const auto indent = indentation(line(from.line), " -");
  for (auto number = from.line; number <= lines_.size(); ++number) {
    const auto& here = lines_[number - 1];
    const bool first = number == from.line;
    const auto own = indentation(here, " ");
    if (!first && own < here.size() && own <= indent) break;
    const auto at = here.find(text, first ? bytes_of(here, from.column - 1) : 0);
    if (at == std::string::npos || skip-- > 0) continue;
    return {number, characters(here, at) + 1};
  }
  return from;
}

Result<Tree> read_yaml(std::string_view text, const std::string& file) {
  if (text.size() > most_bytes) return bad(file, fmt::format("{} bytes of YAML", text.size()));
  if (text.find('\0') != text.npos) return bad(file, "it holds zero bytes, so it is no text");
  const Source source(text);
  try {
    auto copied = Copier(source).copy(YAML::Load(std::string(text)), 0);
    if (!copied) return bad(file, "its aliases or its nesting multiply beyond any workflow");
    return std::move(*copied);
  } catch (const YAML::Exception& failure) {
    const auto& mark = failure.mark;
    return bad(file, mark.is_null() ? failure.msg
                                    : fmt::format("line {}, column {}: {}", mark.line + 1,
                                                  mark.column + 1, failure.msg));
  }
}

}  // namespace bxbench::workflow
