// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/owner.hpp>
#include <harness/diagnosis/facts/workflow_parts.hpp>

#include <boost/algorithm/string/trim.hpp>
#include <nlohmann/json.hpp>

namespace bxbench::diagnosis {
namespace {

using Json = nlohmann::ordered_json;

/// Of a string or a number; others may be nested without limit, and printing them is recursive.
std::string text_of(const Json& value, const char* name) {
  const auto found = value.find(name);
  if (found == value.end()) return {};
  if (found->is_string()) return found->get<std::string>();
  return found->is_number() ? found->dump() : std::string{};
}

}  // namespace

void read_cache_map(const StepReader& reader, const workflow::Value& map, Dance& dance) {
  const auto text = reader.settings.resolve(map.text);
  if (boost::trim_copy(text).empty()) return;
  const auto json = Json::parse(text, nullptr, false);
  if (!json.is_object()) {
    dance.map_given = true;
    dance.map_error = "it is no JSON object";
    return;
  }
  for (const auto& [source, value] : json.items()) {
    dance.map_given = true;
    CarriedMount mount{source, "", "", false, "", {}};
    if (value.is_string()) {
      mount.target = value.get<std::string>();
    } else if (value.is_object()) {
      mount.target = text_of(value, "target");
      mount.id = text_of(value, "id");
      mount.owner = owner_of(text_of(value, "uid"), text_of(value, "gid"), text_of(value, "mode"));
    }
    mount.id_given = !mount.id.empty();
    if (!mount.id_given) mount.id = mount.target;
    if (mount.target.empty()) dance.map_error = "its entry " + source + " has no target";
    mount.place = reader.settings.place_in(map, "\"" + source + "\"");
    dance.map.push_back(std::move(mount));
  }
}

}  // namespace bxbench::diagnosis
