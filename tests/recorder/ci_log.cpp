// SPDX-License-Identifier: Apache-2.0
#include <tests/recorder/ci_log.hpp>
#include <tests/recorder/du_size.hpp>
#include <tests/recorder/lines_of.hpp>
#include <tests/recorder/plain_progress.hpp>
#include <tests/recorder/toolkit_error.hpp>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace fs = std::filesystem;

namespace bxbench::recorder {
namespace {

using Json = nlohmann::json;

std::string text_of(const Json& object, const char* key) {
  return object.value(key, std::string{});
}

class Writer {
 public:
  Writer(std::vector<Json> steps, std::vector<std::string> progress)
      : steps_(std::move(steps)), progress_(std::move(progress)) {}
  std::string write();

 private:
  void line(const std::string& text);
  void group(const std::string& title, const std::vector<std::string>& lines);
  void clock(double time) { time_ = std::max(time_, time); }
  void head();
  void restore(const Json& step);
  void save(const Json& step);
  void not_saving();
  std::size_t carry(std::size_t first);
  void build(const Json& step);
  void ship(const Json& step);
  bool saves_later(const Json& restored) const;

  std::vector<Json> steps_;
  std::vector<std::string> progress_;
  Json job_;
  double time_ = 0;
  std::string out_;
  bool dance_announced_ = false, failed_ = false;
  const Json* restored_ = nullptr;
};

void Writer::line(const std::string& text) {
  const auto whole = static_cast<std::time_t>(time_);
  const auto fraction = static_cast<int>((time_ - static_cast<double>(whole)) * 1e7);
  out_ += fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:07}Z {}\n", fmt::gmtime(whole), fraction, text);
  time_ += 1e-5;
}

void Writer::group(const std::string& title, const std::vector<std::string>& lines) {
  line("##[group]" + title);
  for (const auto& one : lines)
    line(one);
  line("##[endgroup]");
}

void Writer::head() {
  const auto name = text_of(job_, "name"), ref = text_of(job_, "ref");
  line("Current runner version: '2.331.0'");
  line("Prepare all required actions");
  // The jobs of a scenario are runs of one workflow, one after the other.
  line("Complete job name: build");
  group("Run actions/checkout@v4", {"with:", "  fetch-depth: 1"});
  const std::string git = "[command]/usr/bin/git checkout --progress --force ";
  if (ref.starts_with("refs/heads/")) {
    const auto branch = ref.substr(11);
    line(fmt::format("{}-B {} refs/remotes/origin/{}", git, branch, branch));
  } else {
    line(git + (ref.starts_with("refs/pull/") ? "refs/remotes/" + ref.substr(5) : ref));
  }
}

/// A combined step saves in a post step; a split one has a step of its own.
bool Writer::saves_later(const Json& restored) const {
  return std::none_of(steps_.begin(), steps_.end(), [&](const auto& step) {
    return step["kind"] == "save" && !step.value("post", false) && step["key"] == restored["key"];
  });
}

void Writer::restore(const Json& step) {
  restored_ = &step;
  std::string keys;
  for (const auto& key : step["restore_keys"])
    keys += (keys.empty() ? "" : "\n") + key.get<std::string>();
  std::vector<std::string> inputs{"with:", "  path: " + text_of(step, "path"),
                                  "  key: " + text_of(step, "key")};
  if (!keys.empty()) inputs.push_back("  restore-keys: " + keys);
  inputs.emplace_back("  fail-on-cache-miss: false");
  group(saves_later(step) ? "Run actions/cache@v5" : "Run actions/cache/restore@v5", inputs);
  clock(step["ended"]);
  if (const auto error = text_of(step, "error"); !error.empty())
    line("##[warning]Failed to restore: " + toolkit_error(error, "GetCacheEntryDownloadURL"));
  if (!step["hit"].get<bool>()) {
    std::string asked = text_of(step, "key");
    for (const auto& key : step["restore_keys"])
      asked += ", " + key.get<std::string>();
    return line("Cache not found for input keys: " + asked);
  }
  const auto bytes = step["bytes"].get<std::uint64_t>();
  const auto matched = text_of(step, "matched");
  line(
      fmt::format("Cache hit for{}: {}", step["exact"].get<bool>() ? "" : " restore-key", matched));
  line(fmt::format("Received {0} of {0} (100.0%), 90.1 MBs/sec", bytes));
  line(fmt::format("Cache Size: ~{} MB ({} B)", (bytes + 524'288) / 1'048'576, bytes));
  line("Cache restored successfully");
  line("Cache restored from key: " + matched);
}

void Writer::save(const Json& step) {
  const auto key = text_of(step, "key"), error = text_of(step, "error");
  if (step.value("post", false))
    line("Post job cleanup.");
  else
    group("Run actions/cache/save@v5",
          {"with:", "  path: " + text_of(step, "path"), "  key: " + key});
  clock(step["ended"]);
  if (step["stored"].get<bool>()) {
    line(fmt::format("Sent {0} of {0} (100.0%), 80.2 MBs/sec", step["bytes"].get<std::uint64_t>()));
    return line("Cache saved with key: " + key);
  }
  if (error.find("does not exist") != std::string::npos)
    return line(
        "[warning]Path Validation Error: Path(s) specified in the action for caching do(es) "
        "not exist, hence no cache is being saved.");
  if (!error.empty())
    line("##[warning]Failed to save: " + toolkit_error(error, "CreateCacheEntry"));
  else
    line(
        fmt::format("Failed to save: Unable to reserve cache with key {}, another job may be "
                    "creating this cache.",
                    key));
  line("##[warning]Cache save failed.");
}

void Writer::not_saving() {
  if (restored_ == nullptr || !(*restored_)["exact"].get<bool>() || failed_) return;
  const auto saved = std::any_of(steps_.begin(), steps_.end(),
                                 [](const auto& step) { return step["kind"] == "save"; });
  if (saved) return;
  line("Post job cleanup.");
  line(fmt::format("Cache hit occurred on the primary key {}, not saving cache.",
                   text_of(*restored_, "key")));
}

/// All transfers of one direction that follow each other are one step of the dance.
std::size_t Writer::carry(std::size_t first) {
  const auto kind = text_of(steps_[first], "kind");
  auto last = first;
  while (last < steps_.size() && steps_[last]["kind"] == kind)
    ++last;
  const auto mount_of = [](const Json& step) {
    auto flag = "type=cache,target=" + text_of(step, "target");
    if (step["id"] != step["target"]) flag += ",id=" + text_of(step, "id");
    for (const auto* owner : {"uid", "gid"})
      if (step.contains(owner)) flag += fmt::format(",{}={}", owner, step[owner].get<unsigned>());
    return flag;
  };
  if (kind == "inject" && !dance_announced_) {
    Json map;
    for (auto n = first; n < last; ++n) {
      auto& entry = map[text_of(steps_[n], "path") + "/" + text_of(steps_[n], "mount")];
      for (const auto* field : {"target", "id", "uid", "gid"})
        if (steps_[n].contains(field)) entry[field] = steps_[n][field];
    }
    group("Run reproducible-containers/buildkit-cache-dance@v3",
          {"with:", "  builder: ci", "  cache-map: " + map.dump(), "  skip-extraction: false"});
    dance_announced_ = true;
  } else {
    line("Post job cleanup.");
  }
  for (auto n = first; n < last; ++n) {
    clock(steps_[n]["started"]);
    const auto target = text_of(steps_[n], "target");
    line("FROM containerd/busybox:latest");
    line("COPY buildstamp buildstamp");
    line(kind == "inject"
             ? fmt::format(
                   "RUN --mount={}     --mount=type=bind,source=.,target=/var/dance-cache     "
                   "cp -p -R /var/dance-cache/. {}  || true",
                   mount_of(steps_[n]), target)
             : fmt::format("RUN --mount={}     mkdir -p /var/dance-cache/     && cp -p -R {}/. "
                           "/var/dance-cache/ || true",
                           mount_of(steps_[n]), target));
    clock(steps_[n]["ended"]);
  }
  return last;
}

void Writer::ship(const Json& step) {
  const bool pull = step["kind"] == "pull";
  group("Run docker " + text_of(step, "kind"), {});
  clock(step["ended"]);
  line(fmt::format("[command]/usr/bin/docker {} {}", text_of(step, "kind"), text_of(step, "ref")));
  if (pull && !step["hit"].get<bool>()) line("Error response from daemon: manifest unknown");
}

void Writer::build(const Json& step) {
  std::string command = "[command]/usr/bin/docker buildx build --builder ci";
  for (const auto* option : {"cache_from", "cache_to"})
    for (const auto& value : step[option])
      command +=
          fmt::format(" --{} {}", option == std::string("cache_from") ? "cache-from" : "cache-to",
                      value.get<std::string>());
  for (const auto& [name, value] : step["build_args"].items())
    command += fmt::format(" --build-arg {}={}", name, value.get<std::string>());
  if (step["no_cache"].get<bool>()) command += " --no-cache";
  clock(step["started"]);
  group("Run docker/build-push-action@v6", {"with:", "  context: ."});
  line(command + " .");
  line("#0 building with \"ci\" instance using docker driver");
  line("");
  PlainProgress plain([this](double time, const std::string& text) {
    clock(time);
    line(text);
  });
  for (const auto& mount : step["mounts"]) {
    const auto target = text_of(mount, "target");
    const auto before = mount["before"].get<double>();
    if (before > 0 && before < least_du_told_apart) continue;
    plain.insert("id=" + text_of(mount, "id") + ",",
                 {"=== before ===", fmt::format("{}\t{}", du_size(before), target)});
  }
  for (const auto& one : progress_)
    plain.add_line(one);
  plain.finish();
  clock(step["ended"]);
  failed_ = !text_of(step, "error").empty();
  if (failed_) line("##[error]buildx failed with: ERROR: failed to build");
}

std::string Writer::write() {
  job_ = steps_.front();
  steps_.erase(steps_.begin());
  time_ = steps_.empty() ? 0 : steps_.front()["started"].get<double>() - 1;
  head();
  for (std::size_t n = 0; n < steps_.size();) {
    const auto& step = steps_[n];
    const auto kind = text_of(step, "kind");
    clock(step["started"]);
    if (kind == "inject" || kind == "extract") {
      n = carry(n);
      continue;
    }
    if (kind == "restore")
      restore(step);
    else if (kind == "save")
      save(step);
    else if (kind == "build")
      build(step);
    else
      ship(step);
    ++n;
  }
  not_saving();
  line("Cleaning up orphan processes");
  return std::move(out_);
}

}  // namespace

Result<std::string> ci_log(const fs::path& trial, const std::string& job) {
  const auto told = lines_of(trial / (job + ".steps.jsonl"));
  if (!told) return told.error();
  auto progress = lines_of(trial / (job + ".progress.jsonl.zst"));
  if (!progress) return progress.error();
  std::vector<Json> steps;
  for (const auto& line : *told) {
    steps.push_back(Json::parse(line, nullptr, false));
    if (!steps.back().is_object())
      return Error{Errc::bad_input, fmt::format("{}: a line is no JSON object", trial.string())};
  }
  if (steps.empty()) return Error{Errc::bad_input, "no steps: " + trial.string()};
  return Writer(std::move(steps), std::move(*progress)).write();
}

}  // namespace bxbench::recorder
