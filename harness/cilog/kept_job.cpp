// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/kept_job.hpp>
#include <harness/cilog/read_log.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <type_traits>

namespace fs = std::filesystem;

namespace bxbench::cilog {
namespace {

using Json = nlohmann::json;
using Texts = std::vector<std::string>;

constexpr std::string_view ending = ".steps.jsonl";

std::string text_of(const Json& step, const char* name) {
  const auto found = step.find(name);
  return found != step.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

bool flag_of(const Json& step, const char* name) {
  const auto found = step.find(name);
  return found != step.end() && found->is_boolean() && found->get<bool>();
}

std::optional<Bytes> bytes_of(const Json& step, const char* name) {
  const auto found = step.find(name);
  if (found == step.end() || !found->is_number_unsigned()) return std::nullopt;
  return found->get<Bytes>();
}

double number_of(const Json& step, const char* name) {
  const auto found = step.find(name);
  return found != step.end() && found->is_number() ? found->get<double>() : 0;
}

Texts texts_of(const Json& step, const char* name) {
  Texts texts;
  if (const auto found = step.find(name); found != step.end() && found->is_array())
    for (const auto& one : *found)
      if (one.is_string()) texts.push_back(one.get<std::string>());
  return texts;
}

/// Of a number, as the log of a carrier would print it; empty: it is not there.
std::string digits_of(const Json& step, const char* name) {
  const auto number = bytes_of(step, name);
  return number ? std::to_string(*number) : std::string{};
}

Restore restored(const Json& step) {
  Restore event;
  event.key = text_of(step, "key");
  event.restore_keys = texts_of(step, "restore_keys");
  event.matched_key = text_of(step, "matched");
  event.path = text_of(step, "path");
  event.error = text_of(step, "error");
  if (!event.error.empty())
    event.outcome = Restore::Outcome::failed;
  else if (flag_of(step, "hit"))
    event.outcome = flag_of(step, "exact") ? Restore::Outcome::exact : Restore::Outcome::prefix;
  if (flag_of(step, "hit")) event.bytes = bytes_of(step, "bytes");
  return event;
}

Save saved(const Json& step) {
  Save event;
  event.key = text_of(step, "key");
  event.path = text_of(step, "path");
  event.error = text_of(step, "error");
  event.bytes = bytes_of(step, "bytes");
  if (flag_of(step, "stored")) return event;
  event.outcome = event.error.empty() ? Save::Outcome::reserved_elsewhere : Save::Outcome::failed;
  if (event.error.find("does not exist") != event.error.npos)
    event.outcome = Save::Outcome::no_path;
  return event;
}

Carry carried(const Json& step, Carry::Direction direction) {
  Carry event;
  event.direction = direction;
  event.target = text_of(step, "target");
  event.id = text_of(step, "id") == event.target ? "" : text_of(step, "id");
  event.host_dir = text_of(step, "path");
  event.uid = digits_of(step, "uid");
  event.gid = digits_of(step, "gid");
  event.bytes = bytes_of(step, "bytes");
  event.seconds = number_of(step, "ended") - number_of(step, "started");
  return event;
}

/// Arguments that rules look at; the rest of the command is the same for every job.
BuildBegins begun(const Json& step) {
  BuildBegins event;
  event.cache_from = texts_of(step, "cache_from");
  event.cache_to = texts_of(step, "cache_to");
  event.command = "docker buildx build";
  for (const auto& value : event.cache_from)
    event.command += fmt::format(" --cache-from '{}'", value);
  for (const auto& value : event.cache_to)
    event.command += fmt::format(" --cache-to '{}'", value);
  if (const auto arguments = step.find("build_args"); arguments != step.end())
    for (const auto& [name, value] : arguments->items())
      if (value.is_string())
        event.command += fmt::format(" --build-arg '{}={}'", name, value.get<std::string>());
  if (flag_of(step, "no_cache")) event.command += " --no-cache";
  if (const auto file = text_of(step, "dockerfile"); !file.empty())
    event.command += fmt::format(" --file '{}'", file);
  event.command += " .";
  return event;
}

class KeptJob {
 public:
  KeptJob(const fs::path& steps, const Sink& sink) : steps_(steps), sink_(sink) {}

  Result<void> read(const std::string& run);

 private:
  template <class What>
  void tell(What what, const std::string& text) {
    sink_({time_ > 0 ? std::optional(time_) : std::nullopt,
           {{steps_.string(), line_, text}},
           std::move(what)});
  }
  Result<void> step(const Json& step);
  Result<void> build(const Json& step);
  Result<void> progress();
  void mounts(const Json& build, const char* size, DirectorySize::Moment moment);
  void not_saved();

  fs::path steps_;
  const Sink& sink_;
  std::size_t line_ = 0;
  double time_ = 0;
  std::string exact_;  ///< the key that was hit exactly
  bool saves_ = false;
};

Result<void> KeptJob::read(const std::string& run) {
  const auto text = read_file(steps_);
  if (!text) return text.error();
  tell(LogBegins{run, ""}, run);
  for (std::size_t begin = 0; begin < text->size();) {
    const auto end = std::min(text->find('\n', begin), text->size());
    ++line_;
    const auto json = Json::parse(text->substr(begin, end - begin), nullptr, false);
    if (!json.is_object())
      return Error{Errc::bad_input,
                   fmt::format("{}:{}: this is no step of a job", steps_.string(), line_)};
    if (auto told = step(json); !told) return told.error();
    begin = end + 1;
  }
  not_saved();
  return {};
}

Result<void> KeptJob::step(const Json& step) {
  const auto kind = text_of(step, "kind"), key = text_of(step, "key");
  if (const auto started = number_of(step, "started"); started > 0) time_ = started;
  if (kind == "job") {
    tell(Ref{text_of(step, "ref")}, "ref " + text_of(step, "ref"));
    return {};
  }
  tell(StepBegins{kind, "", {}, flag_of(step, "post")}, kind);
  if (kind == "restore") {
    if (flag_of(step, "exact")) exact_ = key;
    tell(restored(step), "restore of key " + key);
  } else if (kind == "save") {
    saves_ = true;
    tell(saved(step), "save of key " + key);
  } else if (kind == "inject") {
    tell(carried(step, Carry::Direction::inject), "injection of mount " + text_of(step, "id"));
  } else if (kind == "extract") {
    tell(carried(step, Carry::Direction::extract), "extraction of mount " + text_of(step, "id"));
  } else if (kind == "build") {
    return build(step);
  }
  return {};
}

Result<void> KeptJob::build(const Json& step) {
  auto begins = begun(step);
  const auto command = begins.command;
  tell(std::move(begins), command);
  if (auto read = progress(); !read) return read.error();
  mounts(step, "before", DirectorySize::Moment::before);
  mounts(step, "after", DirectorySize::Moment::after);
  tell(BuildEnds{!text_of(step, "error").empty(),
                 number_of(step, "ended") - number_of(step, "started")},
       command);
  return {};
}

/// Steps, imports and exports: the build itself and what it belongs to are told here.
Result<void> KeptJob::progress() {
  auto name = steps_.filename().string();
  name.replace(name.size() - ending.size(), ending.size(), ".progress.jsonl.zst");
  const auto told = [&](const Event& event) {
    const bool of_build = std::visit(
        [](const auto& what) {
          using What = std::decay_t<decltype(what)>;
          return std::is_same_v<What, BuildStep> || std::is_same_v<What, CacheTransfer> ||
                 std::is_same_v<What, Downloads> || std::is_same_v<What, Measured> ||
                 std::is_same_v<What, ContextSize> || std::is_same_v<What, Notice>;
        },
        event.what);
    if (of_build) sink_(event);
  };
  const auto read = read_log(steps_.parent_path() / name, told);
  if (!read) return read.error();
  return {};
}

void KeptJob::mounts(const Json& build, const char* size, DirectorySize::Moment moment) {
  const auto found = build.find("mounts");
  if (found == build.end() || !found->is_array()) return;
  for (const auto& mount : *found) {
    const auto bytes = bytes_of(mount, size);
    const auto target = text_of(mount, "target");
    if (bytes) tell(DirectorySize{target, *bytes, moment, true, ""}, "mount " + target);
  }
}

/// actions/cache says so of a key that it hit, at the end of the job.
void KeptJob::not_saved() {
  if (exact_.empty() || saves_) return;
  Save event;
  event.outcome = Save::Outcome::hit_not_saving;
  event.key = exact_;
  tell(StepBegins{"save", "", {}, true}, "save");
  tell(std::move(event), "no save: key " + exact_ + " was hit");
}

}  // namespace

Result<void> read_kept_job(const fs::path& steps, const std::string& run, const Sink& sink) {
  return KeptJob(steps, sink).read(run);
}

}  // namespace bxbench::cilog
