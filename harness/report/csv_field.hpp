// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace bxbench::report {

/// A text as one field of CSV: on one safe line, in quotes where RFC 4180 asks for them.
std::string csv_field(std::string_view text);

}  // namespace bxbench::report
