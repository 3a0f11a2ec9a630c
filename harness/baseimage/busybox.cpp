// SPDX-License-Identifier: Apache-2.0
#include <harness/archive/tar_writer.hpp>
#include <harness/baseimage/rootfs.hpp>
#include <harness/support/files.hpp>

#include <sstream>

namespace bxbench::baseimage {
namespace {

constexpr const char* busybox = "/bin/busybox";

/// What goes into it beside a few directories.
struct Content {
  const std::string &program, &applets;
  const std::map<std::string, std::string>& files;
};

Result<void> write_rootfs(const std::filesystem::path& tar, const Content& content) {
  auto out = archive::TarWriter::create(tar);
  if (!out) return out.error();
  for (const auto* name : {"bin", "etc", "tmp", "var", "root"})
    if (auto added = out->add_directory(name, std::string_view(name) == "tmp" ? 01777 : 0755);
        !added)
      return added.error();
  if (auto added = out->add_file("bin/busybox", content.program, 0755); !added)
    return added.error();
  std::istringstream names(content.applets);
  for (std::string name; std::getline(names, name);)
    if (name != "busybox")
      if (auto added = out->add_link("bin/" + name, "busybox"); !added) return added.error();
  const std::string users = "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n";
  if (auto added = out->add_file("etc/passwd", users, 0644); !added) return added.error();
  for (const auto& [path, text] : content.files)
    if (auto added = out->add_file(path, text, 0644); !added) return added.error();
  return out->finish();
}

}  // namespace

boost::asio::awaitable<Result<void>> make_busybox_rootfs(process::Launcher& launcher,
                                                         suite::BaseRecipe recipe,
                                                         std::filesystem::path tar) {
  process::Command list{.argv = {busybox, "--list"}};
  auto applets = co_await process::run_checked(launcher, list, "listing the programs of busybox");
  if (!applets) co_return applets.error();
  auto program = read_file(busybox);
  if (!program) co_return program.error();
  co_return write_rootfs(tar, {*program, applets->out, recipe.files});
}

}  // namespace bxbench::baseimage
