// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace bxbench::script {

/// A letter, a digit or '_', whatever the locale.
bool is_word_character(char c);

/// Letters, digits and '_', not beginning with a digit: what a parameter may be called.
bool is_identifier(std::string_view text);

/// Words of letters, digits, '_' and '-', separated by single dots: what `require` accepts.
bool is_module_name(std::string_view text);

}  // namespace bxbench::script
