// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace bxbench::dockerfile {

/// Names to values, as an instruction sees them.
using Variables = std::map<std::string, std::string>;

/// Replaces $NAME, ${NAME}, ${NAME:-word}, ${NAME-word}, ${NAME:+word} and ${NAME+word}; `\$` and
/// what single quotes hold stay. Nothing: another form of ${…} is in it.
std::optional<std::string> expand(std::string_view text, const Variables& variables);

/// The names that a text refers to, in any form.
std::set<std::string> names_in(std::string_view text);

}  // namespace bxbench::dockerfile
