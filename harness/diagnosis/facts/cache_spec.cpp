// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/cache_spec.hpp>

#include <algorithm>

namespace bxbench::diagnosis {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace

std::string CacheSpec::field(const std::string& name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string{} : found->second;
}

std::string CacheSpec::place() const {
  if (type == "gha") return field("scope").empty() ? "buildkit" : field("scope");
  if (type == "local") return field("dest").empty() ? field("src") : field("dest");
  return field("ref");
}

CacheSpec read_spec(std::string_view text) {
  CacheSpec spec;
  spec.text = text;
  if (text.empty()) return spec;
  if (text.find('=') == text.npos) {
    spec.type = "registry";
    spec.fields["ref"] = trimmed(text);
    return spec;
  }
  while (!text.empty()) {
    const auto field = text.substr(0, text.find(','));
    text.remove_prefix(std::min(field.size() + 1, text.size()));
    const auto equals = field.find('=');
    const auto name = field.substr(0, equals);
    const auto value = equals == field.npos ? std::string_view{} : field.substr(equals + 1);
    spec.blank = spec.blank || trimmed(name) != name || trimmed(value) != value;
    spec.fields[std::string(trimmed(name))] = trimmed(value);
  }
  spec.type = spec.field("type");
  return spec;
}

}  // namespace bxbench::diagnosis
