// SPDX-License-Identifier: Apache-2.0
#include <harness/dockerfile/instruction.hpp>
#include <harness/support/files.hpp>
#include <harness/workspace/dockerfile_mounts.hpp>

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

namespace bxbench::workspace {
namespace {

std::optional<unsigned> number(const std::string& text, int base) {
  unsigned value = 0;
  const auto* end = text.data() + text.size();
  const auto [rest, failure] = std::from_chars(text.data(), end, value, base);
  if (failure != std::errc{} || rest != end) return std::nullopt;
  return value;
}

}  // namespace

std::optional<suite::CacheMount> cache_mount_of(const std::string& flag) {
  constexpr std::string_view beginning = "--mount=";
  if (!flag.starts_with(beginning)) return std::nullopt;
  const auto options = flag.substr(beginning.size());
  suite::CacheMount mount;
  bool is_cache = false;
  std::vector<std::string> fields;
  boost::split(fields, options, boost::is_any_of(","));
  for (const auto& field : fields) {
    const auto equals = field.find('=');
    const auto name = boost::to_lower_copy(field.substr(0, equals));
    const auto value = equals == std::string::npos ? std::string{} : field.substr(equals + 1);
    if (name == "type") is_cache = value == "cache";
    if (name == "id") mount.id = value;
    if (name == "target" || name == "dst" || name == "destination") mount.target = value;
    if (name == "uid") mount.uid = number(value, 10);
    if (name == "gid") mount.gid = number(value, 10);
    if (name == "mode") mount.mode = number(value, 8);
    if (name == "sharing") mount.sharing = value;
  }
  if (!is_cache || mount.target.empty()) return std::nullopt;
  if (mount.id.empty()) mount.id = mount.target;
  return mount;
}

std::vector<suite::CacheMount> cache_mounts_of(std::string_view text) {
  std::vector<suite::CacheMount> mounts;
  for (const auto& instruction : dockerfile::read(text)) {
    if (instruction.keyword != "RUN") continue;
    for (const auto& flag : instruction.flags) {
      const auto mount = cache_mount_of(flag);
      const auto same = [&](const suite::CacheMount& known) { return known.id == mount->id; };
      if (mount && std::none_of(mounts.begin(), mounts.end(), same)) mounts.push_back(*mount);
    }
  }
  return mounts;
}

Result<std::vector<suite::CacheMount>> read_cache_mounts(const std::filesystem::path& checkout,
                                                         const std::string& dockerfile) {
  const auto text = read_file(checkout / dockerfile);
  if (!text)
    return Error{Errc::bad_input,
                 fmt::format("there is no Dockerfile '{}' in the build context", dockerfile)};
  return cache_mounts_of(*text);
}

}  // namespace bxbench::workspace
