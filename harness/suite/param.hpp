// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace bxbench::suite {

/// What a parameter of a script can hold.
using ParamValue = std::variant<bool, double, std::string>;

/// A parameter that a strategy or scenario declares; `--set name=value` changes it.
struct Param {
  std::string name;
  ParamValue preset;  ///< its default, or what `--set` made of it; also tells its type
  std::string summary;
};

using ParamValues = std::map<std::string, ParamValue>;

}  // namespace bxbench::suite
