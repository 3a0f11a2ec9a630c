// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/log_reader.hpp>
#include <harness/cilog/read_log.hpp>
#include <tests/support/log_events.hpp>

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace bxbench::cilog;

namespace bxbench::test {
namespace {

constexpr std::array restores{"exact", "prefix", "miss", "failed"};
constexpr std::array saves{"saved", "hit-not-saving", "reserved", "no-path", "denied", "failed"};
constexpr std::array states{"started", "cached", "done", "error", "canceled"};
constexpr std::array transfers{"done", "failed", "skipped"};
constexpr std::array moments{"", " before", " after"};

std::string_view word(const auto& words, auto value) {
  return words.at(static_cast<std::size_t>(value));
}

/// " name=value", or nothing for an empty value.
std::string field(std::string_view name, const std::string& value) {
  return value.empty() ? std::string{} : fmt::format(" {}={}", name, value);
}
std::string field(std::string_view name, const auto& value) {
  return value ? fmt::format(" {}={}", name, *value) : std::string{};
}
std::string flag(std::string_view name, bool set) {
  return set ? fmt::format(" {}", name) : std::string{};
}
std::string seconds(const std::optional<double>& value) {
  return value ? fmt::format(" {:.1f}s", *value) : std::string{};
}

struct Describe {
  std::string operator()(const LogBegins& e) { return "log" + field("archive", e.archive); }
  std::string operator()(const JobBegins& e) { return "job " + e.name; }
  std::string operator()(const JobEnds& e) { return "job ends" + seconds(e.seconds); }
  std::string operator()(const StepBegins& e) {
    auto text = fmt::format("step {}", e.name) + field("action", e.action) + flag("post", e.post);
    for (const auto& [name, value] : e.inputs)
      text += fmt::format(" {}=<{}>", name, value);
    return text;
  }
  std::string operator()(const StepEnds& e) { return "step ends" + seconds(e.seconds); }
  std::string operator()(const Ref& e) { return "ref " + e.ref; }
  std::string operator()(const Restore& e) {
    return fmt::format("restore {}", word(restores, e.outcome)) + field("key", e.key) +
           field("matched", e.matched_key) +
           field("restore-keys", fmt::format("{}", fmt::join(e.restore_keys, ","))) +
           field("path", e.path) + field("bytes", e.bytes) + field("error", e.error);
  }
  std::string operator()(const Save& e) {
    return fmt::format("save {}", word(saves, e.outcome)) + field("key", e.key) +
           field("path", e.path) + field("bytes", e.bytes) + field("error", e.error);
  }
  std::string operator()(const Carry& e) {
    return (e.direction == Carry::Direction::inject ? "inject" : "extract") +
           flag("skipped", e.skipped) + field("target", e.target) + field("id", e.id) +
           field("dir", e.host_dir) + field("uid", e.uid) + field("gid", e.gid) +
           field("builder", e.builder) + seconds(e.seconds);
  }
  std::string operator()(const DirectorySize& e) {
    return fmt::format("size {} {}{}{}", e.path, e.bytes, word(moments, e.moment),
                       flag("build", e.in_build));
  }
  std::string operator()(const BuildBegins& e) {
    return "build" + field("from", fmt::format("{}", fmt::join(e.cache_from, ";"))) +
           field("to", fmt::format("{}", fmt::join(e.cache_to, ";"))) +
           field("builder", e.builder) + field("driver", e.driver);
  }
  std::string operator()(const BuildEnds& e) {
    return "build ends" + flag("failed", e.failed) + seconds(e.seconds);
  }
  std::string operator()(const Builder& e) {
    return "builder " + e.name + field("driver", e.driver) + field("version", e.version);
  }
  std::string operator()(const BuildStep& e) {
    return fmt::format("{} {}", word(states, e.state), e.name) + seconds(e.seconds) +
           flag("fetched", e.fetched) + field("error", e.error);
  }
  std::string operator()(const CacheTransfer& e) {
    return fmt::format("{} {} {}",
                       e.direction == CacheTransfer::Direction::import ? "import" : "export",
                       e.backend, word(transfers, e.outcome)) +
           field("name", e.name) + seconds(e.seconds) + field("error", e.error);
  }
  std::string operator()(const Downloads& e) {
    return fmt::format("downloads {}", e.lines) + field("step", e.step);
  }
  std::string operator()(const Measured& e) {
    return fmt::format("measured {} {}s", e.what, e.seconds);
  }
  std::string operator()(const ContextSize& e) { return fmt::format("context {}", e.bytes); }
  std::string operator()(const Notice& e) {
    return (e.level == Notice::Level::error ? "error: " : "warning: ") + e.text;
  }
};

}  // namespace

std::string describe(const Event& event) {
  auto text = std::visit(Describe{}, event.what);
  text += " @";
  for (const auto& source : event.sources)
    text += fmt::format("{}{}", text.ends_with('@') ? "" : ",", source.line);
  return text;
}

std::vector<Event> events_of(std::string_view log, std::size_t piece) {
  std::vector<Event> events;
  LogReader reader({"log.txt", "", "log", ""},
                   [&](const Event& event) { events.push_back(event); });
  for (; !log.empty(); log.remove_prefix(std::min(piece, log.size())))
    reader.add(log.substr(0, piece));
  reader.finish();
  return events;
}

std::vector<std::string> described(std::string_view log) {
  std::vector<std::string> lines;
  for (const auto& event : events_of(log)) {
    REQUIRE(!event.sources.empty());
    auto text = describe(event);
    const auto silent = {"log", "job log", "job ends"};
    if (std::none_of(silent.begin(), silent.end(), [&](std::string_view start) {
          return text.starts_with(start) && (text[start.size()] == ' ');
        }))
      lines.push_back(text.substr(0, text.rfind(" @")));
  }
  return lines;
}

std::string described_fixture(const std::string& name) {
  std::string text;
  const auto file = std::filesystem::path(BXBENCH_TEST_ROOT) / "data/logs" / name;
  const auto summary = read_log(file, [&](const Event& event) { text += describe(event) + "\n"; });
  REQUIRE(summary.has_value());
  return text;
}

}  // namespace bxbench::test
