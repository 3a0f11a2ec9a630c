// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/build_request.hpp>

#include <fmt/format.h>

namespace fs = std::filesystem;

namespace bxbench::execution {
namespace {

/// A Dockerfile of the context is read where edits have changed it: in the checkout.
fs::path dockerfile_of(const suite::Workload& workload, const std::string& form,
                       const fs::path& checkout) {
  const auto& file = workload.dockerfiles.at(form);
  const auto inside = file.lexically_relative(workload.context);
  return *inside.begin() == ".." ? file : checkout / inside;
}

Result<std::map<std::string, std::string>> bases_of(const Provisions& provisions,
                                                    const suite::RunJob& job) {
  const auto& known = provisions.bases.contexts;
  auto contexts = known;
  for (const auto& [image, other] : job.bases) {
    const auto found = known.find(other);
    if (found == known.end())
      return Error{
          Errc::bad_input, fmt::format("the workload has no base '{}'", other),
          "a job's 'bases' names recipes of the workload, which --bases public leaves out"};
    contexts[image] = found->second;
  }
  return contexts;
}

}  // namespace

Result<builder::BuildRequest> build_request(const TrialScene& scene, const Runner& runner,
                                            const suite::RunJob& job,
                                            const suite::BuildFlags& flags) {
  const auto& workload = *scene.trial.workload;
  builder::BuildRequest request;
  request.context = runner.checkout();
  request.dockerfile = job.dockerfile.empty()
                           ? dockerfile_of(workload, scene.trial.strategy->form, runner.checkout())
                           : runner.checkout() / job.dockerfile;
  auto bases = bases_of(scene.provisions, job);
  if (!bases) return bases.error();
  request.contexts = std::move(*bases);
  request.build_args = scene.provisions.build_args;
  for (const auto& [name, value] : job.build_args)
    request.build_args[name] = value;
  request.cache_from = flags.cache_from;
  request.cache_to = flags.cache_to;
  // A pushed image keeps the name that it is pushed under.
  request.tag = flags.push.empty() ? "bxbench/" + workload.name : flags.push;
  if (!flags.push.empty()) request.output = "type=image,push=true";
  request.no_cache = job.no_cache;
  request.metadata_file = runner.temporary() / "metadata.json";
  request.env = scene.services.job_environment(job);
  request.limit = scene.job_limit;
  return request;
}

}  // namespace bxbench::execution
