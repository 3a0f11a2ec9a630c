// SPDX-License-Identifier: Apache-2.0
#include <harness/script/settings.hpp>
#include <harness/support/suggest.hpp>

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>

namespace bxbench::script {
namespace {

struct Setting {
  std::string owner, param, value;  // no owner: all that declare the parameter
};

std::optional<Setting> parse(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0) return {};
  const auto name = text.substr(0, equals);
  const auto dot = name.rfind('.');
  if (dot == std::string::npos) return Setting{"", name, text.substr(equals + 1)};
  return Setting{name.substr(0, dot), name.substr(dot + 1), text.substr(equals + 1)};
}

// The text as a value of the preset's type.
struct Convert {
  const std::string& text;

  std::optional<suite::ParamValue> operator()(bool) const {
    if (text == "true") return true;
    if (text == "false") return false;
    return {};
  }
  std::optional<suite::ParamValue> operator()(double) const {
    double value = 0;
    const char* end = text.data() + text.size();
    const auto [rest, failure] = std::from_chars(text.data(), end, value);
    if (failure != std::errc{} || rest != end || !std::isfinite(value)) return {};
    return value;
  }
  std::optional<suite::ParamValue> operator()(const std::string&) const { return text; }
};

std::vector<std::string> all_names(const std::vector<ParamOwner>& owners) {
  std::vector<std::string> names;
  for (const auto& owner : owners)
    for (const auto& param : *owner.params) {
      names.push_back(param.name);
      names.push_back(owner.name + "." + param.name);
    }
  return names;
}

Error unknown(const std::string& setting, const std::vector<ParamOwner>& owners) {
  const auto name = setting.substr(0, setting.find('='));
  const auto names = all_names(owners);
  return {Errc::bad_input, fmt::format("--set {}: no strategy or scenario declares '{}'{}", setting,
                                       name, did_you_mean(name, names))};
}

Error wrong_type(const std::string& setting, const suite::Param& param) {
  const char* wanted = std::holds_alternative<bool>(param.preset) ? "true or false" : "a number";
  return {Errc::bad_input, fmt::format("--set {}: '{}' must be {}", setting, param.name, wanted)};
}

}  // namespace

Result<void> apply_settings(const std::vector<std::string>& settings,
                            const std::vector<ParamOwner>& owners) {
  for (const auto& text : settings) {
    const auto setting = parse(text);
    if (!setting)
      return Error{Errc::bad_input,
                   fmt::format("--set wants name=value or strategy.name=value, not '{}'", text)};
    bool found = false;
    for (const auto& owner : owners) {
      if (!setting->owner.empty() && owner.name != setting->owner) continue;
      for (auto& param : *owner.params) {
        if (param.name != setting->param) continue;
        const auto value = std::visit(Convert{setting->value}, param.preset);
        if (!value) return wrong_type(text, param);
        param.preset = *value;
        found = true;
      }
    }
    if (!found) return unknown(text, owners);
  }
  return {};
}

}  // namespace bxbench::script
