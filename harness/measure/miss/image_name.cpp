// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/miss/image_name.hpp>

namespace bxbench::measure {

std::string familiar(std::string image) {
  for (const std::string prefix : {"docker.io/", "library/"})
    if (image.starts_with(prefix)) image.erase(0, prefix.size());
  const auto slash = image.rfind('/');
  const auto name = slash == std::string::npos ? 0 : slash + 1;
  const bool is_exact = image.find_first_of(":@", name) != std::string::npos;
  return is_exact || image.empty() || image == "scratch" ? image : image + ":latest";
}

}  // namespace bxbench::measure
