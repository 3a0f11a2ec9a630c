#pragma once

#include "record.hpp"

#include <absl/strings/string_view.h>

#include <string>

namespace loglens {

/// Reads a line in the "combined" or "common" format of web servers. Returns what is wrong with it;
/// empty: nothing.
std::string parse_line(absl::string_view line, Record& record);

}  // namespace loglens
