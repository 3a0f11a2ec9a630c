// SPDX-License-Identifier: Apache-2.0
// The Actions cache service alone, as a shell and its clients meet it.
#include <harness/support/files.hpp>
#include <tests/integration/program.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <fmt/format.h>

#include <csignal>
#include <cstdlib>

namespace fs = std::filesystem;
using Catch::Matchers::ContainsSubstring;

namespace bxbench::tests {
namespace {

std::string text_of(const fs::path& file) {
  auto text = read_file(file);
  return text ? std::move(*text) : std::string{};
}

bool has_printed_environment(const Program& program) {
  return text_of(program.folder() / "out").find("ACTIONS_CACHE_SERVICE_V2") != std::string::npos;
}

/// What a shell prints that evaluated the service's output first.
std::string in_shell(const Program& program, const std::string& script) {
  const auto said = program.folder() / "shell.out";
  const auto file = program.write(
      "script.sh", "eval \"$(cat " + (program.folder() / "out").string() + ")\"\n" + script + "\n");
  const int status = std::system(fmt::format("bash {} > {} 2>&1", file, said.string()).c_str());
  return text_of(said) + fmt::format("status {}", status);
}

/// Calls one method of the v2 service.
std::string call(const std::string& method, const std::string& body) {
  return fmt::format(
      "curl -s -X POST -H \"Authorization: Bearer $ACTIONS_RUNTIME_TOKEN\" "
      "-H 'Content-Type: application/json' -d '{}' "
      "\"${{ACTIONS_RESULTS_URL}}twirp/github.actions.results.api.v1.CacheService/{}\"",
      body, method);
}

const std::string save =
    "url=$(" + call("CreateCacheEntry", R"({"key":"k","version":"v"})") +
    " | jq -r .signed_upload_url)\n"
    "curl -s -o /dev/null -w '%{http_code}\\n' -X PUT -H 'x-ms-blob-type: BlockBlob' "
    "--data-binary hello \"$url\"\n" +
    call("FinalizeCacheEntryUpload", R"({"key":"k","version":"v","size_bytes":"5"})") + "\n";
const std::string restore = "curl -s \"$(" +
                            call("GetCacheEntryDownloadURL", R"({"key":"k","version":"v"})") +
                            " | jq -r .signed_download_url)\"\n";

Ended serve(Program& program, std::vector<std::string> arguments,
            const std::function<void()>& meanwhile) {
  arguments.insert(arguments.begin(), "serve");
  fs::remove(program.folder() / "out");  // of the service before: this one is not ready by it
  return program.run_and(
      arguments, [&] { return has_printed_environment(program); },
      [&](int pid) {
        meanwhile();
        ::kill(pid, SIGINT);
      });
}

TEST_CASE("serve keeps entries in its directory and ends cleanly on Ctrl-C") {
  Program program;
  const auto directory = (program.folder() / "kept").string();
  std::string saved, restored;
  const auto first = serve(program, {"--dir", directory}, [&] { saved = in_shell(program, save); });
  CHECK(first.code == 0);
  CHECK_THAT(saved, ContainsSubstring("201") && ContainsSubstring("\"ok\":true"));
  CHECK_THAT(first.err, ContainsSubstring("type=gha") && ContainsSubstring("3 requests"));
  const auto second =
      serve(program, {"--dir", directory}, [&] { restored = in_shell(program, restore); });
  CHECK(second.code == 0);
  CHECK_THAT(restored, ContainsSubstring("hello"));
  CHECK(program.leftovers() == "");
}

TEST_CASE("serve without a directory leaves nothing behind") {
  Program program;
  CHECK(serve(program, {"-q"}, [&] { (void)in_shell(program, save); }).err == "");
  CHECK(program.leftovers() == "");
}

TEST_CASE("serve spoils answers as told and logs each request") {
  Program program;
  const auto log = program.folder() / "access.jsonl";
  std::string said;
  serve(program,
        {"--fault", "on=lookup,status=429,retry-after=2,times=1", "--access-log", log.string(),
         "--scope", "refs/heads/feature", "--scope", "refs/heads/main:r"},
        [&] {
          const auto look_up = call("GetCacheEntryDownloadURL", R"({"key":"k","version":"v"})");
          said = in_shell(program, look_up + "\n" + look_up + "\n" + save);
        });
  CHECK_THAT(said, ContainsSubstring("resource_exhausted") && ContainsSubstring("\"ok\":false"));
  const auto lines = text_of(log);
  CHECK_THAT(lines, ContainsSubstring(R"("status":429)") && ContainsSubstring(R"("fault":true)"));
  CHECK_THAT(lines, ContainsSubstring(R"("scope":"refs/heads/feature")"));
}

TEST_CASE("a shell that evaluates a service in the background goes on and can end it") {
  Program program;
  const auto script =
      program.write("eval.sh",
                    "eval \"$(\"$1\" serve -q --version 1 &)\"\n"
                    "echo $ACTIONS_CACHE_URL ${ACTIONS_RESULTS_URL-unset}\n"
                    "kill $BXBENCH_SERVE_PID && tail --pid=$BXBENCH_SERVE_PID -f /dev/null\n");
  const auto said = program.folder() / "said";
  const auto command = fmt::format("ACTIONS_RESULTS_URL=old timeout 20 bash {} {} > {} 2>&1",
                                   script, BXBENCH_PROGRAM, said.string());
  CHECK(std::system(command.c_str()) == 0);
  CHECK_THAT(text_of(said), ContainsSubstring("http://127.0.0.1:") && ContainsSubstring("unset"));
}

TEST_CASE("what serve cannot do, it says before it starts") {
  Program program;
  const auto refused = [&](const std::vector<std::string>& arguments) {
    const auto ended = program.run(arguments);
    CHECK(ended.out == "");
    return fmt::format("{} {}", ended.code, ended.err);
  };
  CHECK_THAT(refused({"serve", "--fault", "on=lokup,status=429"}),
             ContainsSubstring("2 bxbench: --fault 'on=lokup,status=429': "));
  CHECK_THAT(refused({"serve", "--scope", "refs/heads/main:x"}), ContainsSubstring("is no scope"));
  CHECK_THAT(refused({"serve", "--listen", "127.0.0.1:http"}),
             ContainsSubstring("does not end in a port"));
  CHECK_THAT(refused({"serve", "--listen", "300.0.0.1:0"}), ContainsSubstring("is no IP address"));
  CHECK_THAT(refused({"serve", "--access-log", "/nowhere/log"}),
             ContainsSubstring("3 bxbench: cannot write the access log /nowhere/log"));
  CHECK_THAT(refused({"serve", "--version", "3"}), ContainsSubstring("--version"));
}

}  // namespace
}  // namespace bxbench::tests
