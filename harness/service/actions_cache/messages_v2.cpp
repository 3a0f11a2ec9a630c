// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/messages_v2.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace bxbench::service::actions_cache {
namespace {

using nlohmann::json;

constexpr std::ptrdiff_t longest_key = 512;  // in characters
constexpr std::size_t most_keys = 100;

Error bad(std::string what) {
  return {Errc::bad_input, std::move(what)};
}

const json* field(const json& message, const char* snake, const char* camel) {
  for (const auto* name : {snake, camel})
    if (const auto found = message.find(name); found != message.end() && !found->is_null())
      return &*found;
  return nullptr;
}

/// The parser has checked that it is UTF-8.
bool is_valid_name(const std::string& text) {
  const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
  const auto starts_character = [](unsigned char c) { return (c & 0xc0) != 0x80; };
  return !text.empty() && std::none_of(text.begin(), text.end(), is_control) &&
         std::count_if(text.begin(), text.end(), starts_character) <= longest_key;
}

Result<std::string> name_in(const json* value, const std::string& what) {
  if (!value || !value->is_string()) return bad(what + " is missing");
  auto text = value->get<std::string>();
  if (!is_valid_name(text)) return bad(what + " must be 1 to 512 printable characters");
  return text;
}

Result<std::vector<std::string>> names_in(const json* value) {
  std::vector<std::string> names;
  if (!value) return names;
  if (!value->is_array() || value->size() > most_keys) return bad("restore_keys is no short list");
  for (const auto& item : *value) {
    auto name = name_in(&item, "a restore key");
    if (!name) return name.error();
    names.push_back(std::move(*name));
  }
  return names;
}

Result<std::optional<Bytes>> size_in(const json* value) {
  if (!value) return std::optional<Bytes>{};
  if (value->is_number_unsigned()) return std::optional<Bytes>(value->get<Bytes>());
  if (!value->is_string()) return bad("size_bytes is no size");
  const auto& digits = value->get_ref<const std::string&>();
  Bytes size = 0;
  const auto end = digits.data() + digits.size();
  const auto [stop, failure] = std::from_chars(digits.data(), end, size);
  if (digits.empty() || failure != std::errc{} || stop != end) return bad("size_bytes is no size");
  return std::optional<Bytes>(size);
}

}  // namespace

Result<MessageV2> parse_message_v2(std::string_view text) {
  const auto message = json::parse(text, nullptr, false);
  if (!message.is_object()) return bad("the body is no JSON object");
  auto key = name_in(field(message, "key", "key"), "key");
  if (!key) return key.error();
  auto version = name_in(field(message, "version", "version"), "version");
  if (!version) return version.error();
  auto restore_keys = names_in(field(message, "restore_keys", "restoreKeys"));
  if (!restore_keys) return restore_keys.error();
  auto size = size_in(field(message, "size_bytes", "sizeBytes"));
  if (!size) return size.error();
  return MessageV2{std::move(*key), std::move(*version), std::move(*restore_keys), *size};
}

}  // namespace bxbench::service::actions_cache
