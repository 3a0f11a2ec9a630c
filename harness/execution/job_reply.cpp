// SPDX-License-Identifier: Apache-2.0
#include <harness/execution/artifact.hpp>
#include <harness/execution/job_reply.hpp>
#include <harness/measure/miss/explain.hpp>
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

std::optional<suite::MissReply> reply_of(const std::optional<measure::Miss>& miss) {
  if (!miss) return std::nullopt;
  return suite::MissReply{miss->kind, miss->subject, miss->text};
}

void add_steps(suite::JobReply& reply, const measure::Evidence& evidence) {
  reply.steps_total = evidence.steps.total;
  reply.steps_cached = evidence.steps.cached;
  reply.steps_executed = evidence.steps.executed;
  for (const auto& step : evidence.step_list)
    reply.steps.push_back({step.name, step.cached, step.seconds, reply_of(step.miss)});
  if (const auto* first = measure::first_miss(evidence.step_list))
    reply.miss = reply_of(first->miss);
}

}  // namespace

suite::JobReply reply_of(const JobYield& yield) {
  const auto& sample = yield.sample;
  suite::JobReply reply;
  for (const auto& verdict : sample.verdicts)
    reply.verdicts[verdict.rule] = {std::string(measure::name(verdict.outcome)), verdict.evidence};
  reply.name = sample.cell.job;
  reply.seconds = sample.job_seconds;
  add_steps(reply, sample.evidence);
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
