// SPDX-License-Identifier: Apache-2.0
#include <harness/builder/private_dockerd.hpp>
#include <harness/builder/select.hpp>

namespace bxbench::builder {

std::unique_ptr<Builder> make_builder(process::Launcher& launcher, std::filesystem::path directory,
                                      Setting setting) {
  return make_private_dockerd(launcher, std::move(directory), std::move(setting.registry_mirror));
}

}  // namespace bxbench::builder
