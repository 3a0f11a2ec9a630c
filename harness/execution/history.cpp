// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/history.hpp>
#include <harness/support/digest.hpp>

#include <fmt/format.h>

namespace bxbench::execution {
namespace {

/// The length in front keeps neighbours apart: ("ab", "c") is not ("a", "bc").
std::string field(const std::string& text) {
  return fmt::format("{}:{}", text.size(), text);
}

std::string field(const suite::ParamValue& value) {
  const auto text = std::visit([](const auto& held) { return fmt::format("{}", held); }, value);
  return fmt::format("{}{}", value.index(), field(text));
}

std::string field(const suite::ParamValues& values) {
  std::string text;
  for (const auto& [name, value] : values)
    text += field(name) + field(value);
  return field(text);
}

std::string field(const std::map<std::string, std::string>& values) {
  std::string text;
  for (const auto& [name, value] : values)
    text += field(name) + field(value);
  return field(text);
}

}  // namespace

History::History(const plan::Trial& trial) {
  suite::ParamValues params;
  for (const auto& param : trial.strategy->params)
    params[param.name] = param.preset;
  add(field(trial.workload->name) + field(trial.strategy->name) + field(params));
}

void History::edited(const std::string& name, const std::string& marker) {
  add("edit" + field(name) + field(marker));
}

void History::bumped() {
  add("bump");
}

void History::runs(const suite::RunJob& job) {
  // Every member is named, so that a new one cannot be forgotten here.
  const auto& [name, measure, claim, runner, mismatch, ref, base, token, settings, dockerfile,
               build_args, bases, no_cache, may_fail] = job;
  (void)measure, (void)claim;
  add("job" + field(name) + field(runner) + field(ref) + field(base) + field(settings) +
      field(dockerfile) + field(build_args) + field(bases) +
      fmt::format("{:d}{}{:d}{:d}", mismatch, static_cast<int>(token), no_cache, may_fail));
}

void History::add(const std::string& what) {
  digest_ = sha256_hex(digest_ + what);
}

}  // namespace bxbench::execution
