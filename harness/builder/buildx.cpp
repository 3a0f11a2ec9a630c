// SPDX-License-Identifier: Apache-2.0
#include <harness/builder/buildx.hpp>

namespace bxbench::builder {

process::Command build_command(const Builder& builder, const BuildRequest& request) {
  process::Command command;
  auto& argv = command.argv;
  argv = {"docker", "buildx", "build", "--progress=rawjson"};
  const auto add = [&argv](const char* option, const std::string& value) {
    argv.emplace_back(option);
    argv.push_back(value);
  };
  for (const auto& argument : builder.build_arguments())
    argv.push_back(argument);
  add("--file", request.dockerfile.string());
  for (const auto& [name, source] : request.contexts)
    add("--build-context", name + "=" + source);
  for (const auto& [name, value] : request.build_args)
    add("--build-arg", name + "=" + value);
  for (const auto& source : request.cache_from)
    add("--cache-from", source);
  for (const auto& target : request.cache_to)
    add("--cache-to", target);
  if (!request.tag.empty()) add("--tag", request.tag);
  if (request.no_cache) argv.emplace_back("--no-cache");
  if (!request.output.empty()) add("--output", request.output);
  if (!request.metadata_file.empty()) add("--metadata-file", request.metadata_file.string());
  argv.push_back(request.context.string());
  command.limit = request.limit;
  command.env = builder.environment();
  for (const auto& [name, value] : request.env)
    command.env[name] = value;
  return command;
}

}  // namespace bxbench::builder
