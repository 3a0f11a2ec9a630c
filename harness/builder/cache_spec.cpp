// SPDX-License-Identifier: Apache-2.0
#include <harness/builder/cache_spec.hpp>

#include <boost/algorithm/string/case_conv.hpp>

#include <algorithm>

namespace bxbench::builder {
namespace {

bool has_outer_blank(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  return !text.empty() &&
         (blanks.find(text.front()) != blanks.npos || blanks.find(text.back()) != blanks.npos);
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
    spec.fields["ref"] = text;
    spec.blank = has_outer_blank(text);
    return spec;
  }
  while (!text.empty()) {
    const auto field = text.substr(0, text.find(','));
    text.remove_prefix(std::min(field.size() + 1, text.size()));
    const auto equals = field.find('=');
    const auto name = field.substr(0, equals);
    const auto value = equals == field.npos ? std::string_view{} : field.substr(equals + 1);
    spec.blank = spec.blank || has_outer_blank(name) || has_outer_blank(value);
    spec.fields[boost::to_lower_copy(std::string(name))] = value;
  }
  spec.type = spec.field("type");
  return spec;
}

}  // namespace bxbench::builder
