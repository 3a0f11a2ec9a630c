// SPDX-License-Identifier: Apache-2.0
#include <harness/support/files.hpp>
#include <tests/integration/cache_node.hpp>

#include <stdexcept>

namespace fs = std::filesystem;
using nlohmann::json;

namespace bxbench::tests {

json NodeWorld::perform(const json& operations, const process::Environment& env) {
  const fs::path clients = fs::path(BXBENCH_PROJECT_ROOT) / "tests/clients";
  if (!fs::exists(clients / "node_modules"))
    throw std::runtime_error("no tests/clients/node_modules: call ./dev setup");
  fs::create_directories(workspace());
  fs::create_directories(folder() / "temp");
  const auto list = folder() / "operations.json";
  if (!write_file_atomically(list, operations.dump())) throw std::runtime_error("cannot write");
  process::Command command;
  command.argv = {"node", (clients / "driver.mjs").string(), list.string()};
  command.directory = workspace();
  command.limit = std::chrono::minutes(4);
  command.env = {{"ACTIONS_RESULTS_URL", service().url()},
                 {"ACTIONS_CACHE_URL", service().url()},
                 {"ACTIONS_RUNTIME_TOKEN", token()},
                 {"ACTIONS_CACHE_SERVICE_V2", ""},
                 {"GITHUB_SERVER_URL", ""},
                 {"GITHUB_WORKSPACE", workspace().string()},
                 {"RUNNER_TEMP", (folder() / "temp").string()},
                 {"RUNNER_DEBUG", ""}};
  for (const auto& [name, value] : env)
    command.env[name] = value;
  const auto outcome = run(command);
  if (!outcome.succeeded())
    throw std::runtime_error("the driver: " + process::describe_end(outcome) + "\n" + outcome.err);
  return json::parse(outcome.out);
}

json write_of(const std::string& path, std::uint64_t bytes) {
  return {{"op", "write"}, {"path", path}, {"bytes", bytes}};
}

json digest_of(const std::string& path) {
  return {{"op", "digest"}, {"path", path}};
}

json remove_of(const std::string& path) {
  return {{"op", "remove"}, {"path", path}};
}

json save_of(const NodeClient& client, const std::string& path, const std::string& key) {
  return {{"op", "save"},
          {"client", client.package},
          {"protocol", client.protocol},
          {"paths", {path}},
          {"key", key}};
}

json restore_of(const NodeClient& client, const std::string& path, const std::string& key,
                const std::vector<std::string>& restore_keys) {
  json operation = save_of(client, path, key);
  operation["op"] = "restore";
  operation["restoreKeys"] = restore_keys;
  return operation;
}

std::string outcome_of(const json& result) {
  if (result.contains("error")) return result["error"].get<std::string>();
  if (result["op"] == "save") return result["id"].get<std::int64_t>() < 0 ? "not saved" : "saved";
  if (result.contains("key")) return "hit " + result["key"].get<std::string>();
  return "miss";
}

bool same_digest(const json& one, const json& other) {
  return one.contains("digest") && other.contains("digest") && one["digest"] == other["digest"];
}

}  // namespace bxbench::tests
