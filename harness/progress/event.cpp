// SPDX-License-Identifier: Apache-2.0
#include <harness/progress/event.hpp>
#include <harness/support/base64.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace bxbench::progress {
namespace {

using nlohmann::json;

const json* field(const json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

std::string text(const json& object, const char* key) {
  const auto* value = field(object, key);
  return value && value->is_string() ? value->get<std::string>() : std::string{};
}

std::int64_t number(const json& object, const char* key) {
  const auto* value = field(object, key);
  return value && value->is_number_integer() ? value->get<std::int64_t>() : 0;
}

std::optional<Timestamp> time(const json& object, const char* key) {
  return parse_timestamp(text(object, key));
}

/// Calls `take` with every object of the array `key`.
template <class Take>
void for_each(const json& object, const char* key, Take take) {
  const auto* list = field(object, key);
  if (!list || !list->is_array()) return;
  for (const auto& entry : *list)
    if (entry.is_object()) take(entry);
}

/// Foreign values may be nested without limit: copying one, or comparing, is recursive.
bool truth(const json& object, const char* key) {
  const auto* value = field(object, key);
  return value && value->is_boolean() && value->get<bool>();
}

VertexEvent vertex_event(const json& entry) {
  VertexEvent event{.digest = text(entry, "digest"),
                    .name = text(entry, "name"),
                    .error = text(entry, "error"),
                    .inputs = {},
                    .cached = truth(entry, "cached"),
                    .started = time(entry, "started"),
                    .completed = time(entry, "completed")};
  const auto* inputs = field(entry, "inputs");
  if (!inputs || !inputs->is_array()) return event;
  for (const auto& input : *inputs)
    if (input.is_string()) event.inputs.push_back(input.get<std::string>());
  return event;
}

StatusEvent status_event(const json& entry) {
  return {.vertex = text(entry, "vertex"),
          .id = text(entry, "id"),
          .current = number(entry, "current"),
          .total = number(entry, "total"),
          .started = time(entry, "started"),
          .completed = time(entry, "completed")};
}

}  // namespace

std::optional<Event> decode_event(std::string_view line) {
  const auto status = json::parse(line, nullptr, false);
  constexpr std::array keys{"vertexes", "statuses", "logs", "warnings"};
  if (!status.is_object() ||
      std::none_of(keys.begin(), keys.end(), [&](auto key) { return status.contains(key); }))
    return std::nullopt;
  Event event;
  for_each(status, "vertexes", [&](const json& entry) {
    auto vertex = vertex_event(entry);
    if (!vertex.digest.empty()) event.vertices.push_back(std::move(vertex));
  });
  for_each(status, "statuses", [&](const json& entry) {
    auto sub_status = status_event(entry);
    if (!sub_status.vertex.empty()) event.statuses.push_back(std::move(sub_status));
  });
  for_each(status, "logs", [&](const json& entry) {
    auto output = from_base64(text(entry, "data"));
    auto vertex = text(entry, "vertex");
    if (output && !vertex.empty()) event.logs.push_back({std::move(vertex), std::move(*output)});
  });
  for_each(status, "warnings", [&](const json& entry) {
    if (auto message = from_base64(text(entry, "short"))) event.warnings.push_back(*message);
  });
  return event;
}

}  // namespace bxbench::progress
