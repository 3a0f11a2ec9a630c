// SPDX-License-Identifier: Apache-2.0
#include <harness/builder/private_dockerd.hpp>
#include <harness/process/find_program.hpp>
#include <harness/progress/step.hpp>
#include <harness/support/files.hpp>
#include <tests/integration/cache_builds.hpp>

#include <fmt/format.h>

#include <stdexcept>

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace bxbench::tests {
namespace {

constexpr const char* dockerfile =
    "FROM scratch\n"
    "COPY busybox /bin/busybox\n"
    "RUN [\"/bin/busybox\", \"sh\", \"-c\", \"echo one > /one\"]\n"
    "RUN [\"/bin/busybox\", \"sh\", \"-c\", \"echo two > /two\"]\n"
    "COPY input /input\n"
    "RUN [\"/bin/busybox\", \"sh\", \"-c\", \"/bin/busybox cat /input /one > /three\"]\n";

void count_steps(Built& built) {
  for (const auto& vertex : built.trace.vertices) {
    if (!vertex.error.empty()) built.problems += vertex.name + ": " + vertex.error + "\n";
    if (progress::kind_of(vertex) != progress::StepKind::step) continue;
    if (vertex.cached) ++built.cached;
    if (!vertex.cached && !vertex.intervals.empty()) ++built.executed;
  }
  for (const auto& line : built.trace.other_lines)
    built.problems += line + "\n";
}

}  // namespace

std::string Built::steps() const {
  return code == 0 ? fmt::format("{} cached, {} executed", cached, executed) : "failed";
}

BuildWorld::BuildWorld(service::actions_cache::Settings settings)
    : CacheWorld("/var/tmp", std::move(settings)),
      builder_(builder::make_private_dockerd(launcher(), folder() / "d")) {
  const auto started = wait_for(builder_->start());
  if (!started) throw std::runtime_error(started.error().message);
  write_context("first");
}

BuildWorld::~BuildWorld() {
  wait_for(builder_->remove());
}

std::string BuildWorld::import_from(const CacheAt& cache) const {
  const auto url = service().url();
  return fmt::format("type=gha,{}={},version={},scope={},token={}",
                     cache.protocol == 2 ? "url_v2" : "url", url, cache.protocol, cache.scope,
                     cache.token.empty() ? token() : cache.token);
}

std::string BuildWorld::export_to(const CacheAt& cache) const {
  return import_from(cache) + ",mode=" + (cache.mode.empty() ? "max" : cache.mode);
}

builder::BuildRequest BuildWorld::request(const std::vector<std::string>& from,
                                          const std::vector<std::string>& to) const {
  builder::BuildRequest request;
  request.context = context();
  request.dockerfile = context() / "Dockerfile";
  request.cache_from = from;
  request.cache_to = to;
  return request;
}

asio::awaitable<Built> BuildWorld::run_build(builder::BuildRequest request) {
  Built built;
  progress::TraceBuilder trace;
  auto command = builder::build_command(*builder_, request);
  command.limit = std::chrono::minutes(2);
  command.on_error_line = [&trace](std::string_view line) { trace.add_line(line); };
  const auto outcome = co_await launcher().run(std::move(command));
  if (!outcome) throw std::runtime_error(outcome.error().message);
  built.code = outcome->succeeded() ? 0 : std::max(outcome->code, 1);
  built.seconds = std::chrono::duration<double>(outcome->wall).count();
  built.trace = trace.take();
  count_steps(built);
  co_return built;
}

Built BuildWorld::build(builder::BuildRequest request) {
  new_requests();
  auto built = wait_for(run_build(std::move(request)));
  built.requests = new_requests();
  return built;
}

std::vector<Built> BuildWorld::build_at_once(std::vector<builder::BuildRequest> requests) {
  new_requests();
  std::vector<std::future<Built>> running;
  running.reserve(requests.size());
  for (auto& request : requests)
    running.push_back(start(run_build(std::move(request))));
  std::vector<Built> built;
  built.reserve(running.size());
  for (auto& one : running)
    built.push_back(wait_for(one));
  built.back().requests = new_requests();
  return built;
}

void BuildWorld::write_file(const std::string& name, const std::string& text) const {
  const auto file = folder() / name;
  fs::create_directories(file.parent_path());
  if (!write_file_atomically(file, text)) throw std::runtime_error("cannot write " + name);
}

void BuildWorld::write_context(const std::string& input, const std::string& name) {
  write_file(name + "/Dockerfile", dockerfile);
  write_file(name + "/input", input);
  const auto busybox = process::find_program("busybox");
  if (!busybox) throw std::runtime_error("no busybox: call ./dev setup");
  fs::copy_file(*busybox, context(name) / "busybox", fs::copy_options::skip_existing);
}

bool BuildWorld::docker(std::vector<std::string> arguments) {
  process::Command command;
  command.argv = {"docker"};
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  command.env = builder_->environment();
  return run(std::move(command)).succeeded();
}

void BuildWorld::prune() {
  if (!docker({"image", "prune", "-af"}) || !docker({"buildx", "prune", "-af"}))
    throw std::runtime_error("cannot prune the daemon");
}

bool BuildWorld::daemon_lives() {
  return docker({"version"});
}

}  // namespace bxbench::tests
