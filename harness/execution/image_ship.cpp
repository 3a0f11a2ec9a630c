// SPDX-License-Identifier: Apache-2.0
#include <harness/builder/buildx.hpp>
#include <harness/execution/artifact.hpp>
#include <harness/execution/image_ship.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>

namespace fs = std::filesystem;
using boost::asio::awaitable;

namespace bxbench::execution {

awaitable<Result<void>> push_directory(process::Launcher& launcher, const builder::Builder& builder,
                                       fs::path directory, std::string ref, fs::path temporary) {
  if (auto made = make_directories(temporary); !made) co_return made.error();
  builder::BuildRequest request;
  request.context = directory;
  request.dockerfile = temporary / "Dockerfile.ship";
  request.tag = ref;
  request.output = "type=image,push=true";
  auto written = write_file_atomically(request.dockerfile, "FROM scratch\nCOPY . /\n");
  if (!written) co_return written.error();
  auto command = builder::build_command(builder, request);
  auto done = co_await process::run_checked(launcher, command, "pushing a folder as image " + ref);
  if (!done) co_return done.error();
  co_return Result<void>{};
}

awaitable<Result<bool>> pull_directory(process::Launcher& launcher, const builder::Builder& builder,
                                       fs::path directory, std::string ref) {
  process::Command pull{.argv = {"docker", "pull", "--quiet", ref}, .env = builder.environment()};
  auto pulled = co_await launcher.run(pull);
  if (!pulled) co_return pulled.error();
  if (!pulled->succeeded()) {
    if (pulled->err.find("not found") != std::string::npos ||
        pulled->err.find("manifest unknown") != std::string::npos)
      co_return false;
    co_return Error{Errc::environment, fmt::format("pulling image {} failed ({}): {}", ref,
                                                   process::describe_end(*pulled), pulled->err)};
  }
  // "/." is the content of the root, without a folder around it.
  auto copied = co_await export_artifact(launcher, builder, ref, "/.", directory);
  if (!copied) co_return copied.error();
  co_return true;
}

}  // namespace bxbench::execution
