// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/fault/parse_fault.hpp>
#include <harness/support/suggest.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

namespace bxbench::service::actions_cache {
namespace {

using suite::Fault;

const std::vector<std::string> operations{"lookup",   "create", "upload", "finalize",
                                          "download", "list",   "delete"};

Error bad(std::string_view part, std::string_view right) {
  return {Errc::bad_input, fmt::format("'{}' is no part of a fault: {}", part, right)};
}

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, value);
  if (failure != std::errc{} || stop != end) return std::nullopt;
  return value;
}

std::optional<double> amount(std::string_view text, double most) {
  const auto value = number<double>(text);
  if (!value || !std::isfinite(*value) || *value < 0 || *value > most) return std::nullopt;
  return value;
}

std::optional<Bytes> size(std::string_view text) {
  constexpr std::pair<std::string_view, double> units[]{{"", 1},
                                                        {"B", 1},
                                                        {"kB", 1e3},
                                                        {"KB", 1e3},
                                                        {"MB", 1e6},
                                                        {"GB", 1e9},
                                                        {"KiB", 1024},
                                                        {"MiB", 1024.0 * 1024},
                                                        {"GiB", 1024.0 * 1024 * 1024}};
  const auto unit = std::min(text.find_first_not_of("0123456789."), text.size());
  const auto count = amount(text.substr(0, unit), 1e15);
  for (const auto& [name, factor] : units)
    if (count && text.substr(unit) == name && *count * factor <= 1e15)
      return static_cast<Bytes>(*count * factor);
  return std::nullopt;
}

/// Writes a part's value into the fault; what would be right, when it is not.
using Setter = std::string (*)(Fault& fault, std::string_view value);

template <class Target, class Value>
std::string store(Target& target, const std::optional<Value>& value, const char* right) {
  if (!value) return right;
  target = *value;
  return {};
}

std::string set_operation(Fault& fault, std::string_view value) {
  const auto known = std::find(operations.begin(), operations.end(), value);
  if (known == operations.end())
    return fmt::format("'on' is one of {}", fmt::join(operations, ", "));
  fault.operation = value;
  return {};
}

template <Fault::Cut cut>
std::string set_cut(Fault& fault, std::string_view value) {
  if (fault.cut != Fault::Cut::none) return "only one of reset, truncate and stall can happen";
  fault.cut = cut;
  return store(fault.cut_after, size(value), "it needs a size such as 1000, 64KiB or 30MB");
}

std::string set_status(Fault& fault, std::string_view value) {
  const auto status = number<int>(value);
  if (!status || *status < 200 || *status > 599) return "a status is a number from 200 to 599";
  fault.status = *status;
  return {};
}

struct Part {
  std::string name;
  Setter set;
};

constexpr double longest_seconds = 24 * 3600;
constexpr const char* seconds_needed = "it needs a number of seconds, a day at most";

const std::vector<Part>& parts() {
  static const std::vector<Part> all{
      {"on", set_operation},
      {"key",
       [](Fault& fault, std::string_view value) { return fault.key = value, std::string{}; }},
      {"after",
       [](Fault& fault, std::string_view value) {
         return store(fault.after, number<std::uint64_t>(value), "it needs a whole number");
       }},
      {"times",
       [](Fault& fault, std::string_view value) {
         return store(fault.times, number<std::uint64_t>(value), "it needs a whole number");
       }},
      {"probability",
       [](Fault& fault, std::string_view value) {
         return store(fault.probability, amount(value, 1), "it needs a number from 0 to 1");
       }},
      {"status", set_status},
      {"retry-after",
       [](Fault& fault, std::string_view value) {
         return store(fault.retry_after, amount(value, longest_seconds), seconds_needed);
       }},
      {"delay",
       [](Fault& fault, std::string_view value) {
         return store(fault.delay, amount(value, longest_seconds), seconds_needed);
       }},
      {"reset", set_cut<Fault::Cut::reset>},
      {"truncate", set_cut<Fault::Cut::truncate>},
      {"stall", set_cut<Fault::Cut::stall>},
  };
  return all;
}

std::vector<std::string> part_names() {
  std::vector<std::string> names;
  for (const auto& part : parts())
    names.push_back(part.name);
  return names;
}

Result<void> set_part(Fault& fault, std::string_view part) {
  const auto equals = part.find('=');
  const auto name = part.substr(0, equals);
  const auto known = std::find_if(parts().begin(), parts().end(),
                                  [&](const Part& each) { return each.name == name; });
  if (known == parts().end() || equals == std::string_view::npos)
    return bad(part, fmt::format("a part is NAME=VALUE, with one of the names {}{}",
                                 fmt::join(part_names(), ", "), did_you_mean(name, part_names())));
  const auto wrong = known->set(fault, part.substr(equals + 1));
  if (!wrong.empty()) return bad(part, wrong);
  return {};
}

}  // namespace

Result<Fault> parse_fault(std::string_view text) {
  Fault fault;
  for (bool more = true; more;) {
    const auto comma = text.find(',');
    more = comma != std::string_view::npos;
    if (auto set = set_part(fault, text.substr(0, comma)); !set) return set.error();
    if (more) text.remove_prefix(comma + 1);
  }
  if (fault.status == 0 && fault.delay == 0 && fault.cut == Fault::Cut::none)
    return Error{Errc::bad_input,
                 "the fault says not what happens: it needs one of status, delay, reset, truncate, "
                 "stall"};
  if (fault.retry_after && fault.status == 0)
    return Error{Errc::bad_input, "retry-after goes with a status only"};
  return fault;
}

}  // namespace bxbench::service::actions_cache
