// SPDX-License-Identifier: Apache-2.0
#include <harness/progress/step.hpp>

#include <algorithm>
#include <array>
#include <cctype>

namespace bxbench::progress {
namespace {

struct Beginning {
  std::string_view text;
  StepKind kind;
};

/// Names without brackets; the first match decides. The Actions cache exporter is the one cache
/// exporter that does not say "cache" where the others do.
constexpr std::array beginnings{
    Beginning{"importing cache manifest from ", StepKind::import_cache},
    Beginning{"exporting cache to ", StepKind::export_cache},
    Beginning{"exporting to GitHub Actions Cache", StepKind::export_cache},
    Beginning{"exporting inline cache", StepKind::export_cache},
    Beginning{"preparing build cache for export", StepKind::export_cache},
    Beginning{"sending cache export", StepKind::export_cache},
    Beginning{"exporting to ", StepKind::export_image},
    Beginning{"importing to docker", StepKind::export_image},
    Beginning{"pushing ", StepKind::export_image},
    Beginning{"resolve image config for ", StepKind::internal},
    Beginning{"resolving provenance", StepKind::internal},
};

StepKind kind_of_plain(std::string_view name) {
  for (const auto& [text, kind] : beginnings)
    if (name.starts_with(text)) return kind;
  // A source by its URL: a frontend, a remote context.
  const auto scheme = name.find("://");
  return scheme != name.npos && scheme < name.find(' ') ? StepKind::internal : StepKind::other;
}

/// Takes the first word off the front of `text`.
std::string_view next_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  const auto word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  return word;
}

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](unsigned char digit) { return std::isdigit(digit) != 0; });
}

/// "2/5"
bool is_position(std::string_view word) {
  const auto slash = word.find('/');
  return slash != word.npos && is_number(word.substr(0, slash)) &&
         is_number(word.substr(slash + 1));
}

/// "[context NAME] …": what stands in for a base image, or a directory.
StepKind kind_of_context(std::string_view action) {
  const bool loads_directory = action.starts_with("load ");  // its metadata, .dockerignore, files
  return loads_directory ? StepKind::internal : StepKind::base;
}

/// "[stage 2/5] INSTRUCTION …"
StepKind kind_of_instruction(std::string_view instruction, const Vertex& vertex) {
  if (instruction == "FROM") return StepKind::base;
  if (instruction == "LINK") return StepKind::other;  // merges what COPY --link made: second vertex
  // ADD of a URL is two vertices of one name: the download, which builds on nothing, and the copy.
  if (instruction == "ADD" && vertex.inputs.empty()) return StepKind::internal;
  return StepKind::step;
}

}  // namespace

StepKind kind_of(const Vertex& vertex) {
  const std::string_view name = vertex.name;
  const auto bracket = name.find("] ");
  if (!name.starts_with('[') || bracket == name.npos) return kind_of_plain(name);
  auto label = name.substr(1, bracket - 1);
  auto action = name.substr(bracket + 2);
  // "[linux/amd64 build 2/5]", "[linux/386 internal]": a platform may stand before the rest. The
  // position decides first, because a stage may be called "context".
  if (is_position(label.substr(label.rfind(' ') + 1)))
    return kind_of_instruction(next_word(action), vertex);
  for (auto word = next_word(label); !word.empty(); word = next_word(label)) {
    if (word == "internal" || word == "auth") return StepKind::internal;
    if (word == "context") return kind_of_context(action);
  }
  return StepKind::other;
}

}  // namespace bxbench::progress
