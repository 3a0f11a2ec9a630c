// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/units.hpp>

#include <optional>
#include <string_view>

/// Small readers of text that the recognisers share.
namespace bxbench::cilog {

/// Takes `start` off the front of `text`; whether it was there.
bool take(std::string_view& text, std::string_view start);

/// Takes what stands before `separator` and the separator; all of it when there is none.
std::string_view take_until(std::string_view& text, std::string_view separator);

std::string_view trimmed(std::string_view text);

/// Takes the first word and the blanks around it.
std::string_view take_word(std::string_view& text);

/// Digits alone; no value when there are others or too many.
std::optional<std::uint64_t> read_number(std::string_view text);

/// "12", "12.5"; no sign, no exponent.
std::optional<double> read_decimal(std::string_view text);

/// "1.2s", "2m3.5s".
std::optional<double> read_seconds(std::string_view text);

/// A size as BuildKit prints it, by powers of 1000: "128.70kB", "2B", "1.16MB".
std::optional<Bytes> read_decimal_size(std::string_view text);

/// A size as `du -h` prints it, by powers of 1024: "8.0K", "953M", "0". A bare number is bytes
/// times `bare_unit`.
std::optional<Bytes> read_du_size(std::string_view text, Bytes bare_unit);

/// `text` without the word that runners and programs put before a warning or an error.
std::string_view without_level(std::string_view text);

}  // namespace bxbench::cilog
