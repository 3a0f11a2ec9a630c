// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/profile.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace bxbench::diagnosis {
namespace {

struct Unit {
  std::string_view name;
  double factor;
  std::string_view of = "bytes";  ///< the kind of threshold
};

constexpr std::array units{Unit{"kB", 1e3}, Unit{"KB", 1e3},         Unit{"MB", 1e6},
                           Unit{"GB", 1e9}, Unit{"KiB", 1024},       Unit{"MiB", 1048576},
                           Unit{"B", 1},    Unit{"GiB", 1073741824}, Unit{"s", 1, "seconds"},
                           Unit{"", 1}};

/// `kind`: of the threshold; a number without unit is of any.
std::optional<double> number_of(std::string_view text, std::string_view kind) {
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || !(value >= 0)) return std::nullopt;
  const auto rest = text.substr(static_cast<std::size_t>(end - text.data()));
  const auto unit = std::find_if(units.begin(), units.end(),
                                 [&](const auto& known) { return known.name == rest; });
  if (unit == units.end() || (!rest.empty() && unit->of != kind)) return std::nullopt;
  const auto number = value * unit->factor;
  return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

template <class List>
std::string names_of(const List& list) {
  std::vector<std::string> names;
  for (const auto& member : list)
    names.emplace_back(member.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

Profile seed() {
  Profile profile;
  profile.name = "seed";
  profile.restore_at_least = 100e6;
  profile.module_mount_at_least = 100e6;
  profile.build_mount_at_least = 50e6;
  profile.build_below = 10;
  return profile;
}

}  // namespace

const std::vector<Threshold>& thresholds() {
  static const std::vector<Threshold> all{
      {"empty-below", &Profile::empty_below, "bytes", "an archive below it is empty"},
      {"mount-empty-below", &Profile::mount_empty_below, "bytes",
       "files in a mount below it: empty"},
      {"du-empty-below", &Profile::du_empty_below, "bytes", "the same as du counts"},
      {"restore-at-least", &Profile::restore_at_least, "bytes", "of a restored archive"},
      {"module-mount-at-least", &Profile::module_mount_at_least, "bytes",
       "of a mount of downloaded packages before the build"},
      {"build-mount-at-least", &Profile::build_mount_at_least, "bytes",
       "of a mount of compiled objects before the build"},
      {"build-below", &Profile::build_below, "seconds",
       "of the compile step with a warm cache; 0: any"},
      {"speedup-at-least", &Profile::speedup_at_least, "times",
       "the first run's build divided by a later one's"},
      {"downloads-at-most", &Profile::downloads_at_most, "lines",
       "that report a download, of a build with a warm cache"},
      {"context-at-most", &Profile::context_at_most, "bytes", "of a build context"},
  };
  return all;
}

std::string value_of(const Threshold& threshold, const Profile& profile) {
  const auto value = profile.*(threshold.value);
  if (threshold.unit == std::string_view("seconds")) return fmt::format("{}s", value);
  if (threshold.unit != std::string_view("bytes")) return fmt::format("{}", value);
  const bool megabytes = value >= 1e6 && value == std::floor(value / 1e6) * 1e6;
  return megabytes ? fmt::format("{}MB", value / 1e6) : fmt::format("{}B", value);
}

const std::vector<Profile>& profiles() {
  static const std::vector<Profile> all{Profile{}, seed()};
  return all;
}

Result<Profile> find_profile(std::string_view name) {
  for (const auto& profile : profiles())
    if (profile.name == name) return profile;
  return Error{Errc::bad_input, fmt::format("there is no profile '{}'", name),
               fmt::format("there are {}", names_of(profiles()))};
}

Result<void> set_threshold(Profile& profile, std::string_view assignment) {
  const auto equals = assignment.find('=');
  const auto name = assignment.substr(0, equals);
  const auto& all = thresholds();
  const auto known =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
  if (known == all.end())
    return Error{Errc::bad_input, fmt::format("there is no threshold '{}'", name),
                 fmt::format("there are {}", names_of(all))};
  const auto value = equals == assignment.npos
                         ? std::nullopt
                         : number_of(assignment.substr(equals + 1), known->unit);
  if (!value)
    return Error{
        Errc::bad_input, fmt::format("'{}' gives threshold {} no number", assignment, name),
        fmt::format("e.g. {}={}", name, known->unit == std::string_view("bytes") ? "50MB" : "10")};
  profile.*(known->value) = *value;
  return {};
}

}  // namespace bxbench::diagnosis
