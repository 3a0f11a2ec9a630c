// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace bxbench::measure {

/// An image as people spell it, with the tag that is meant where there is none: both "alpine" and
/// "docker.io/library/alpine:latest", which is how BuildKit names it, are "alpine:latest".
std::string familiar(std::string image);

}  // namespace bxbench::measure
