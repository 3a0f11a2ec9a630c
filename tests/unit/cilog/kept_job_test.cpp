// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/kept_job.hpp>
#include <harness/support/files.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>

#include <vector>

using namespace bxbench;
using namespace bxbench::cilog;

namespace {

constexpr const char* steps =
    R"({"kind":"job","name":"rebuild","ref":"refs/tags/v1","runner":""}
{"kind":"restore","path":"cache","key":"k-1","restore_keys":["k-"],"hit":true,"exact":true,"matched":"k-1","bytes":1200,"error":"","started":100.5,"ended":101,"post":false}
{"kind":"inject","id":"go","mount":"go","target":"/go","path":"cache","uid":1000,"gid":1001,"bytes":7,"started":101,"ended":103,"post":false}
{"kind":"build","dockerfile":"","cache_from":[],"cache_to":["type=gha, mode=max"],"push":"","build_args":{"COMMIT":"a b"},"no_cache":false,"error":"exit code 1","mounts":[{"id":"go","target":"/go","before":0,"after":5}],"started":103,"ended":110,"post":false}
)";

constexpr const char* progress =
    R"({"vertexes":[{"digest":"sha256:aa","name":"[build 1/2] RUN go build","started":"2026-01-01T00:00:00Z"}]}
{"vertexes":[{"digest":"sha256:aa","name":"[build 1/2] RUN go build","started":"2026-01-01T00:00:00Z","completed":"2026-01-01T00:00:03Z"}]}
)";

struct Kept {
  tests::TempFolder folder;
  std::vector<Event> events;

  Kept(const std::string& told, const std::string& built) {
    REQUIRE(write_file_atomically(folder / "rebuild.steps.jsonl", told));
    if (!built.empty())
      REQUIRE(write_file_atomically(folder / "rebuild.progress.jsonl.zst", built));
  }
  std::string read() {
    const auto result = read_kept_job(folder / "rebuild.steps.jsonl", "go/mount/warm-build/rebuild",
                                      [this](const Event& event) { events.push_back(event); });
    return result ? "" : result.error().message;
  }
  template <class What>
  std::vector<What> all() const {
    std::vector<What> found;
    for (const auto& event : events)
      if (const auto* what = std::get_if<What>(&event.what)) found.push_back(*what);
    return found;
  }
};

}  // namespace

TEST_CASE("what is kept of a job tells what its CI log would", "[cilog]") {
  Kept kept(steps, progress);
  REQUIRE(kept.read().empty());
  CHECK(kept.all<LogBegins>().at(0).file == "go/mount/warm-build/rebuild");
  CHECK(kept.all<Ref>().at(0).ref == "refs/tags/v1");
  const auto restore = kept.all<Restore>().at(0);
  CHECK(restore.outcome == Restore::Outcome::exact);
  CHECK(restore.bytes == 1200);
  const auto carry = kept.all<Carry>().at(0);
  CHECK(carry.id == "go");
  CHECK(carry.uid == "1000");
  CHECK(carry.seconds == 2.0);
  const auto build = kept.all<BuildBegins>().at(0);
  CHECK(build.cache_to == std::vector<std::string>{"type=gha, mode=max"});
  CHECK(build.command ==
        "docker buildx build --cache-to 'type=gha, mode=max' --build-arg 'COMMIT=a b' .");
  CHECK(kept.all<BuildBegins>().size() == 1);  // the progress begins none of its own
  CHECK(kept.all<BuildStep>().back().seconds == 3.0);
  CHECK(kept.all<DirectorySize>().size() == 2);
  CHECK(kept.all<BuildEnds>().at(0).failed);
  // As actions/cache says of an exact hit when the job is over.
  CHECK(kept.all<Save>().at(0).outcome == Save::Outcome::hit_not_saving);
}

TEST_CASE("what is no step, and a build without its progress, are told with their file",
          "[cilog]") {
  CHECK(Kept("{\"kind\":\"job\",\"ref\":\"\"}\nnonsense\n", "")
            .read()
            .ends_with("rebuild.steps.jsonl:2: this is no step of a job"));
  CHECK(Kept(steps, "").read().find("rebuild.progress.jsonl.zst") != std::string::npos);
  tests::TempFolder empty;
  CHECK_FALSE(read_kept_job(empty / "a.steps.jsonl", "a", [](const Event&) {}));
}
