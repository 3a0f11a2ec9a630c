// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/run_folder.hpp>
#include <harness/cli/serve_texts.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <unistd.h>

namespace bxbench::cli {

namespace cache = service::actions_cache;

std::string environment_script(const std::string& url, const std::string& token, int protocol) {
  std::string script = fmt::format(
      "export ACTIONS_CACHE_URL={}\nexport ACTIONS_RUNTIME_TOKEN={}\nexport BXBENCH_SERVE_PID={}\n",
      url, token, ::getpid());
  if (protocol == 1) return script + "unset ACTIONS_RESULTS_URL ACTIONS_CACHE_SERVICE_V2\n";
  return fmt::format("export ACTIONS_RESULTS_URL={}\n{}export ACTIONS_CACHE_SERVICE_V2=true\n", url,
                     script);
}

std::string ready_text(const std::string& url, const ServeOptions& options, bool temporary) {
  const auto which = options.protocol == 1 ? fmt::format("url={},version=1", url)
                                           : fmt::format("url={0},url_v2={0},version=2", url);
  return fmt::format(
      "bxbench: the Actions cache service answers at {0} (protocols v1 and v2)\n"
      "  entries: {1}{2}\n"
      "  with the printed environment:  docker buildx build \\\n"
      "      --cache-from type=gha,scope=app --cache-to type=gha,scope=app,mode=max …\n"
      "  without it:  type=gha,scope=app,{3},token=…\n"
      "  stop it with Ctrl-C or: kill {4}\n",
      url, options.settings.directory.string(),
      temporary ? " (gone when it ends; --dir keeps them)" : "", which, ::getpid());
}

std::string access_line(const cache::RequestRecord& request) {
  const auto text = [](const std::string& value) {
    return value.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(value);
  };
  const nlohmann::ordered_json line{{"time", now_utc()},
                                    {"operation", request.operation},
                                    {"protocol", text(request.protocol)},
                                    {"status", request.status},
                                    {"key", text(request.key)},
                                    {"matched_key", text(request.matched_key)},
                                    {"scope", text(request.scope)},
                                    {"hit", request.hit},
                                    {"bytes_in", request.bytes_in},
                                    {"bytes_out", request.bytes_out},
                                    {"seconds", request.seconds},
                                    {"retry", request.retry},
                                    {"fault", request.fault},
                                    {"client", text(request.client)}};
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string traffic_text(const cache::Server& server) {
  cache::TrafficFigures sum;
  for (const auto& [job, keys] : server.traffic())
    for (const auto& [key, figures] : keys)
      sum += figures;
  return fmt::format(
      "bxbench: {} requests: {} hits, {} misses, {} conflicts, {} failures, {} evictions; "
      "{} bytes received, {} bytes sent\n",
      sum.requests, sum.hits, sum.misses, sum.conflicts, sum.failures, sum.evictions, sum.bytes_in,
      sum.bytes_out);
}

}  // namespace bxbench::cli
