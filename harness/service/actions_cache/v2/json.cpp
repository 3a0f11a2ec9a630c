// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/operations/name.hpp>
#include <harness/service/actions_cache/v2/messages.hpp>

#include <nlohmann/json.hpp>

#include <charconv>

namespace bxbench::service::actions_cache {
namespace {

using nlohmann::json;

Failure bad(std::string what) {
  return {FailureKind::invalid_argument, std::move(what)};
}

const json* field(const json& message, const char* snake, const char* camel) {
  for (const auto* name : {snake, camel})
    if (const auto found = message.find(name); found != message.end() && !found->is_null())
      return &*found;
  return nullptr;
}

Outcome<std::string> name_in(const json* value, const std::string& what) {
  if (!value || !value->is_string()) return bad(what + " is missing");
  return checked_name(value->get_ref<const std::string&>(), what);
}

Outcome<std::vector<std::string>> names_in(const json* value) {
  std::vector<std::string> names;
  if (!value) return names;
  if (!value->is_array()) return bad("restore_keys is no list");
  for (const auto& item : *value) {
    auto name = name_in(&item, "a restore key");
    if (!name) return name.error();
    names.push_back(std::move(*name));
  }
  return names;
}

Outcome<std::optional<Bytes>> size_in(const json* value) {
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

Outcome<MessageV2> parse_json_v2(std::string_view text) {
  const auto message = json::parse(text, nullptr, false);
  if (!message.is_object()) return Failure{FailureKind::malformed, "the body is no JSON object"};
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

std::string encode_json_v2(MethodV2 method, const AnswerV2& answer) {
  json message{{"ok", answer.ok}};
  switch (method) {
    case MethodV2::look_up:
      message["signed_download_url"] = answer.url;
      message["matched_key"] = answer.matched_key;
      break;
    case MethodV2::create:
      message["signed_upload_url"] = answer.url;
      break;
    case MethodV2::finalize:
      message["entry_id"] = std::to_string(answer.entry_id);
      break;
  }
  return message.dump();
}

}  // namespace bxbench::service::actions_cache
