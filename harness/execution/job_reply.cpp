// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/artifact.hpp>
#include <harness/execution/job_reply.hpp>
#include <harness/measure/names.hpp>

namespace bxbench::execution {
namespace {

void add_cache_use(suite::JobReply& reply, const measure::Evidence& evidence) {
  if (evidence.cache_traffic) reply.cache_traffic = *evidence.cache_traffic;
  if (const auto& restore = evidence.restore)
    reply.restored = {restore->hit, restore->exact, restore->matched_key, restore->bytes,
                      restore->error};
  if (const auto& save = evidence.save) reply.saved = {save->stored, save->bytes, save->error};
  for (const auto& mount : evidence.mounts)
    reply.mounts[mount.id] = mount.bytes_before;
  for (const auto& import : evidence.imports)
    if (!import.succeeded) reply.import_errors.push_back(import.error);
}

}  // namespace

suite::JobReply reply_of(const JobYield& yield) {
  const auto& sample = yield.sample;
  suite::JobReply reply;
  for (const auto& verdict : sample.verdicts)
    reply.verdicts[verdict.rule] = {std::string(measure::name(verdict.outcome)), verdict.evidence};
  const auto& steps = sample.evidence.steps;
  reply.name = sample.cell.job;
  reply.seconds = sample.job_seconds;
  reply.steps_total = steps.total;
  reply.steps_cached = steps.cached;
  reply.steps_executed = steps.executed;
  reply.valid = sample.valid;
  reply.invalid_reason = sample.invalid_reason;
  reply.error = sample.evidence.build_error;
  reply.failed = !reply.error.empty();
  reply.downloads = sample.evidence.downloads;
  add_cache_use(reply, sample.evidence);
  reply.artifact_contains = [file = yield.artifact](const std::string& text) {
    return !file.empty() && file_contains(file, text);
  };
  reply.output_contains = [output = yield.output](const std::string& text) {
    return output.find(text) != std::string::npos;
  };
  return reply;
}

}  // namespace bxbench::execution
