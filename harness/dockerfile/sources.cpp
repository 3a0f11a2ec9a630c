// SPDX-License-Identifier: Apache-2.0
#include <harness/dockerfile/sources.hpp>

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/predicate.hpp>
#include <boost/algorithm/string/split.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>

namespace bxbench::dockerfile {
namespace {

/// "/a/./b/" is "a/b", the root ".".
std::string from_root(const std::string& path) {
  auto clean = ("/" / std::filesystem::path(path)).lexically_normal().generic_string();
  while (clean.ends_with('/'))
    clean.pop_back();
  return clean.empty() ? "." : clean.substr(1);
}

bool is_remote(const std::string& source) {
  return source.find("://") != std::string::npos || source.starts_with("git@");
}

/// The sources and the target, in their order.
std::vector<std::string> arguments_of(const std::string& text) {
  if (!text.starts_with('[')) return words(text);
  const auto list = nlohmann::json::parse(text, nullptr, false);
  std::vector<std::string> found;
  if (list.is_array())
    for (const auto& word : list)
      if (word.is_string()) found.push_back(word.get<std::string>());
  return found.empty() ? words(text) : found;
}

Reads copied(const Instruction& instruction, const Variables& variables) {
  Reads reads;
  if (const auto from = flag(instruction, "from"); !from.empty()) {
    reads.from.push_back(expand(from, variables).value_or(from));
    reads.sources.emplace();
    return reads;
  }
  auto all = arguments_of(instruction.text);
  if (!all.empty()) all.pop_back();
  std::vector<std::string> sources;
  for (const auto& word : all) {
    const auto source = expand(word, variables);
    if (!source) return {};
    if (!is_remote(*source) && !source->starts_with("<<")) sources.push_back(from_root(*source));
  }
  reads.sources = std::move(sources);
  return reads;
}

/// Adds what one `--mount=` reads; false: it cannot be told.
bool add_mount(const std::string& options, const Variables& variables, Reads& reads) {
  std::vector<std::string> fields;
  boost::split(fields, options, boost::is_any_of(","));
  std::string type = "bind", source = "/", from;
  for (const auto& field : fields) {
    const auto equals = field.find('=');
    if (equals == std::string::npos) continue;
    const auto name = field.substr(0, equals);
    const auto value = expand(field.substr(equals + 1), variables);
    if (!value) return false;
    if (boost::iequals(name, "type")) type = *value;
    if (boost::iequals(name, "source") || boost::iequals(name, "src")) source = *value;
    if (boost::iequals(name, "from")) from = *value;
  }
  if (!from.empty())
    reads.from.push_back(from);
  else if (type == "bind")
    reads.sources->push_back(from_root(source));
  return true;
}

}  // namespace

Reads what_it_reads(const Instruction& instruction, const Variables& variables) {
  if (instruction.keyword == "COPY" || instruction.keyword == "ADD")
    return copied(instruction, variables);
  Reads reads;
  reads.sources.emplace();
  if (instruction.keyword != "RUN") return reads;
  for (const auto& one : instruction.flags)
    if (boost::istarts_with(one, "--mount="))
      if (!add_mount(one.substr(8), variables, reads)) return {};
  return reads;
}

}  // namespace bxbench::dockerfile
