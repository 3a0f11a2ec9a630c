// SPDX-License-Identifier: Apache-2.0
#include <harness/baseimage/store.hpp>
#include <harness/builder/buildx.hpp>
#include <harness/builder/private_dockerd.hpp>
#include <harness/process/asio_launcher.hpp>
#include <harness/script/loader.hpp>
#include <harness/support/files.hpp>
#include <tests/support/carrier_lab.hpp>

#include <fmt/format.h>

namespace fs = std::filesystem;

namespace bxbench::tests {
namespace {

suite::Bases base_of(const std::string& image) {
  const auto suite = must(script::load_suite({BXBENCH_PROJECT_ROOT, {}, {}}));
  suite::Bases bases;
  for (const auto& workload : suite.workloads)
    for (const auto& [name, recipe] : workload.bases)
      if (name == image) bases[name] = recipe;
  if (bases.empty()) throw std::runtime_error("no workload has the base image " + image);
  return bases;
}

}  // namespace

CarrierLab::CarrierLab(std::string image)
    : scratch_(must(cleanup::Scratch::create())),
      launcher_(process::make_asio_launcher(loop_.get_executor(), interrupt_,
                                            {{cleanup::owner_variable, scratch_.path().string()}})),
      image_(std::move(image)) {
  baseimage::Store store(*launcher_, baseimage::cache_root() / "bases", [](const auto&) {});
  for (const auto& needed : {std::string("busybox:1.36"), image_})
    layouts_.merge(must(wait(store.ensure_all(base_of(needed)))));
}

CarrierLab::~CarrierLab() {
  while (!builders_.empty())
    remove_builder(std::string(builders_.begin()->first));
}

const builder::Builder& CarrierLab::builder(const std::string& name) {
  auto& builder = builders_[name];
  if (!builder) {
    builder = builder::make_private_dockerd(*launcher_, home_of(name));
    must(wait(builder->start()));
  }
  return *builder;
}

void CarrierLab::remove_builder(const std::string& name) {
  const auto found = builders_.find(name);
  if (found == builders_.end()) return;
  auto remove = [&]() -> boost::asio::awaitable<bool> {
    co_await found->second->remove();
    co_return true;
  };
  wait(remove());
  builders_.erase(found);
}

cachemount::Carrier CarrierLab::carrier(const std::string& name) {
  return {*launcher_, builder(name), scratch_.path() / (name + "-helper")};
}

fs::path CarrierLab::fresh(const std::string& stem) {
  return scratch_.path() / fmt::format("{}{}", stem, ++given_);
}

fs::path CarrierLab::build(const std::string& name, const std::string& dockerfile) {
  const auto context = fresh("context");
  const auto output = fresh("output");
  must(make_directories(context));
  must(write_file_atomically(context / "Dockerfile", dockerfile));
  builder::BuildRequest request;
  request.context = context;
  request.dockerfile = context / "Dockerfile";
  for (const auto& [image, layout] : layouts_)
    request.contexts[image] = "oci-layout://" + layout.string();
  request.output = "type=local,dest=" + output.string();
  const auto command = builder::build_command(builder(name), request);
  must(wait(process::run_checked(*launcher_, command, "building")));
  return output;
}

std::string CarrierLab::in_mount(const std::string& name, const std::string& mount_flags,
                                 const std::string& script) {
  const auto output = build(
      name, fmt::format("FROM {} AS work\n"
                        "RUN --mount=type=cache,{},target=/m <<'END'\n#!/bin/sh\nset -eu\n# {}\n"
                        "cd /m\n{}\nEND\nRUN touch /said\n"
                        "FROM scratch\nCOPY --from=work /said /said\n",
                        image_, mount_flags, ++given_, script));
  return must(read_file(output / "said"));
}

std::string CarrierLab::listing(const std::string& name, const std::string& mount_flags) {
  return in_mount(name, mount_flags,
                  "export LC_ALL=C\n"
                  "find . -printf '%p|%y|%m|%U:%G|%T@|%n|%l|' \\( -type d -printf '\\n' -o -printf "
                  "'%s\\n' \\) | sort > /said\n"
                  "find . -type f -print0 | sort -z | xargs -0r sha256sum >> /said\n"
                  "! type getcap > /dev/null 2>&1 || getcap -r . >> /said");
}

}  // namespace bxbench::tests
