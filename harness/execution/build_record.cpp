// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/build_record.hpp>
#include <harness/measure/miss/image_name.hpp>
#include <harness/support/files.hpp>

#include <set>

namespace bxbench::execution {

namespace {

/// A base that is pulled from another place is shown under that place's name: back to the one that
/// the Dockerfile has.
void use_own_names(std::map<std::string, std::string>& bases,
                   const std::map<std::string, std::string>& contexts) {
  const std::string scheme = "docker-image://";
  for (const auto& [image, source] : contexts) {
    if (!source.starts_with(scheme)) continue;
    const auto place = source.substr(scheme.size(), source.find('@') - scheme.size());
    const auto shown = bases.find(measure::familiar(place));
    if (shown == bases.end()) continue;
    const auto digest = shown->second;
    bases[measure::familiar(image)] = digest;
  }
}

}  // namespace

void add_build(measure::BuildRecord& record, const builder::BuildRequest& request,
               const progress::Trace& trace) {
  record.no_cache = request.no_cache;
  record.build_args = request.build_args;
  record.cache_from = request.cache_from;
  record.cache_to = request.cache_to;
  record.steps = measure::built_steps(trace);
  record.bases = measure::base_digests(trace);
  use_own_names(record.bases, request.contexts);
  record.export_error = measure::export_error(trace, request.cache_to);
}

Result<void> add_inputs(measure::BuildRecord& record, const builder::BuildRequest& request) {
  auto text = read_file(request.dockerfile);
  if (!text) return text.error();
  record.dockerfile = request.dockerfile.lexically_relative(request.context).string();
  record.instructions = dockerfile::read(*text);
  auto context = workspace::read_context(request.context, request.dockerfile);
  if (!context) return context.error();
  record.context = std::move(*context);
  return {};
}

std::vector<std::string> gone_keys(const service::actions_cache::Server& server) {
  std::set<std::string> present, gone;
  for (const auto& entry : server.entries())
    if (entry.payload) present.insert(entry.key);
  for (const auto& [job, keys] : server.traffic())
    for (const auto& [key, figures] : keys)
      if (figures.evictions > 0 && !present.contains(key)) gone.insert(key);
  return {gone.begin(), gone.end()};
}

std::vector<std::string> touched_keys(const service::actions_cache::Server& server,
                                      const std::string& job) {
  std::vector<std::string> touched;
  const auto found = server.traffic().find(job);
  if (found != server.traffic().end())
    for (const auto& [key, figures] : found->second)
      touched.push_back(key);
  return touched;
}

}  // namespace bxbench::execution
