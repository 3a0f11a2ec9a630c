// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/journal/record.hpp>

#include <concepts>
#include <type_traits>

// The fields of everything that a journal holds, each named once: the writer and the reader both
// walk these lists, so a field cannot be written under one name and read under another.
// `visit(name, value)` is a plain field; `visit.text(name, value)` a text that is null when empty;
// `visit.added(name, value)` a field that older journals lack; `visit.seconds(name, value)` a
// duration, which is never negative.
namespace bxbench::journal {

template <class T, class U>
concept Of = std::same_as<std::remove_const_t<T>, U>;

void describe(auto& visit, Of<measure::CellKey> auto& key) {
  visit("workload", key.workload);
  visit("strategy", key.strategy);
  visit("scenario", key.scenario);
  visit.text("job", key.job);
}

void describe(auto& visit, Of<measure::Phases> auto& phases) {
  visit.seconds("restore", phases.restore);
  visit.seconds("inject", phases.inject);
  visit.seconds("import", phases.import);
  visit.seconds("pull", phases.pull);
  visit.seconds("solve", phases.solve);
  visit.seconds("export_image", phases.export_image);
  visit.seconds("export_cache", phases.export_cache);
  visit.seconds("extract", phases.extract);
  visit.seconds("save", phases.save);
  visit.seconds("other", phases.other);
}

void describe(auto& visit, Of<measure::Steps> auto& steps) {
  visit("total", steps.total);
  visit("cached", steps.cached);
  visit("executed", steps.executed);
}

void describe(auto& visit, Of<measure::Miss> auto& miss) {
  visit("kind", miss.kind);
  visit.text("subject", miss.subject);
  visit("text", miss.text);
}

void describe(auto& visit, Of<measure::StepRecord> auto& step) {
  visit("name", step.name);
  visit("cached", step.cached);
  visit.seconds("seconds", step.seconds);
  visit.text("digest", step.digest);
  visit("miss", step.miss);
}

void describe(auto& visit, Of<measure::CriticalStep> auto& step) {
  visit("name", step.name);
  visit("phase", step.phase);
  visit.seconds("seconds", step.seconds);
}

void describe(auto& visit, Of<measure::TimelineVertex> auto& vertex) {
  visit("name", vertex.name);
  visit("phase", vertex.phase);
  visit("started", vertex.started);
  visit.seconds("seconds", vertex.seconds);
  visit("cached", vertex.cached);
}

void describe(auto& visit, Of<measure::MountEvidence> auto& mount) {
  visit("id", mount.id);
  visit("target", mount.target);
  visit.text("carrier_id", mount.carrier_id);
  visit("bytes_before", mount.bytes_before);
  visit("bytes_after", mount.bytes_after);
}

void describe(auto& visit, Of<measure::RestoreEvidence> auto& restore) {
  visit("key", restore.key);
  visit("hit", restore.hit);
  visit("exact", restore.exact);
  visit.text("matched_key", restore.matched_key);
  visit("bytes", restore.bytes);
  visit.text("error", restore.error);
}

void describe(auto& visit, Of<measure::SaveEvidence> auto& save) {
  visit("key", save.key);
  visit("stored", save.stored);
  visit("bytes", save.bytes);
  visit.text("error", save.error);
}

void describe(auto& visit, Of<measure::Traffic> auto& traffic) {
  visit("requests", traffic.requests);
  visit("received", traffic.received);
  visit("sent", traffic.sent);
}

void describe(auto& visit, Of<suite::CacheTraffic> auto& traffic) {
  visit("requests", traffic.requests);
  visit("hits", traffic.hits);
  visit("misses", traffic.misses);
  visit("conflicts", traffic.conflicts);
  visit("retries", traffic.retries);
  visit("failures", traffic.failures);
  visit("evictions", traffic.evictions);
  visit("received", traffic.received);
  visit("sent", traffic.sent);
}

void describe(auto& visit, Of<measure::ImportEvidence> auto& import) {
  visit("name", import.name);
  visit("succeeded", import.succeeded);
  visit.text("error", import.error);
}

void describe(auto& visit, Of<process::Usage> auto& usage) {
  visit("cpu_seconds", usage.cpu_seconds);
  visit("system_seconds", usage.system_seconds);
  visit("peak_memory", usage.peak_memory);
}

void describe(auto& visit, Of<measure::Resources> auto& resources) {
  visit("client", resources.client);
  visit("daemon", resources.daemon);
}

void describe(auto& visit, Of<measure::ToolCache> auto& cache) {
  visit("hits", cache.hits);
  visit("calls", cache.calls);
}

void describe(auto& visit, Of<suite::Identifier> auto& identifier) {
  visit("kind", identifier.kind);
  visit("value", identifier.value);
}

void describe(auto& visit, Of<measure::Evidence> auto& evidence) {
  visit.text("build_error", evidence.build_error);
  visit("steps", evidence.steps);
  visit("step_list", evidence.step_list);
  visit.added("critical_path", evidence.critical_path);
  visit.added("timeline", evidence.timeline);
  visit("imports", evidence.imports);
  visit("mounts", evidence.mounts);
  visit("restore", evidence.restore);
  visit("save", evidence.save);
  visit("saved_under", evidence.saved_under);
  visit("looked_up", evidence.looked_up);
  visit("cache_traffic", evidence.cache_traffic);
  visit.added("cache_keys", evidence.cache_keys);
  visit("traffic", evidence.traffic);
  visit.added("resources", evidence.resources);
  visit.added("downloads", evidence.downloads);
  visit("tool_cache", evidence.tool_cache);
  visit.text("expected_marker", evidence.expected_marker);
  visit("artifact_fresh", evidence.artifact_fresh);
}

void describe(auto& visit, Of<measure::Verdict> auto& verdict) {
  visit("rule", verdict.rule);
  visit("outcome", verdict.outcome);
  visit.text("evidence", verdict.evidence);
  visit.text("finding", verdict.finding);
  visit("expected", verdict.expected);
}

void describe(auto& visit, Of<measure::FailedExpectation> auto& expectation) {
  visit("message", expectation.message);
  visit.text("where", expectation.where);
}

void describe(auto& visit, Of<measure::Sample> auto& sample) {
  visit("trial", sample.trial);
  visit("cell", sample.cell);
  visit("repetition", sample.repetition);
  visit("claim", sample.claim);
  visit("carries", sample.carries);
  visit("valid", sample.valid);
  visit.text("invalid_reason", sample.invalid_reason);
  visit.seconds("job_seconds", sample.job_seconds);
  visit.seconds("build_seconds", sample.build_seconds);
  visit("phases", sample.phases);
  visit("evidence", sample.evidence);
  visit("verdicts", sample.verdicts);
}

void describe(auto& visit, Of<Environment> auto& environment) {
  visit.text("bxbench", environment.bxbench);
  visit.text("docker", environment.docker);
  visit.text("buildx", environment.buildx);
  visit.text("buildkit", environment.buildkit);
  visit.text("driver", environment.driver);
  visit.text("os", environment.os);
  visit.text("link", environment.link);
  visit.added("bases", environment.bases);
  visit.text("scratch", environment.scratch);
  visit("cpus", environment.cpus);
  visit("memory_bytes", environment.memory_bytes);
}

void describe(auto& visit, Of<measure::Noise> auto& noise) {
  visit("when", noise.when);
  visit("unit", noise.unit);
  visit("spread", noise.spread);
  visit("others", noise.others);
  visit("steal", noise.steal);
  visit("load", noise.load);
}

void describe(auto& visit, Of<Request> auto& request) {
  visit("workloads", request.workloads);
  visit("strategies", request.strategies);
  visit("scenarios", request.scenarios);
  visit("settings", request.settings);
  visit("files", request.files);
  visit("precision", request.precision);
  visit("max_runs", request.max_runs);
  visit("job_limit", request.job_limit);
  visit("checkpoints", request.checkpoints);
  visit("link", request.link);
  visit.added("bases", request.bases);
  visit.added("base_pull", request.base_pull);
  visit.added("registry_mirror", request.registry_mirror);
}

void describe(auto& visit, Of<RunStarted> auto& run) {
  visit("id", run.id);
  visit("started", run.started);
  visit("command", run.command);
  visit("seed", run.seed);
  visit("repetitions", run.repetitions);
  visit("baseline", run.baseline);
  visit("order", run.order);
  visit("environment", run.environment);
  visit.added("request", run.request);
  visit.added("inputs", run.inputs);
}

void describe(auto& visit, Of<TrialFinished> auto& trial) {
  visit("trial", trial.trial);
  visit("cell", trial.cell);
  visit("repetition", trial.repetition);
  visit.text("error", trial.error);
  visit.text("error_kind", trial.error_kind);
  visit("samples", trial.samples);
  visit.added("expectations", trial.expectations);
  visit.added("jobs_run", trial.jobs_run);
  visit.added("jobs_restored", trial.jobs_restored);
  visit("failed_expectations", trial.failed_expectations);
}

void describe(auto& visit, Of<RunFinished> auto& run) {
  visit("finished", run.finished);
  visit("interrupted", run.interrupted);
  visit.text("stopped", run.stopped);
}

}  // namespace bxbench::journal
