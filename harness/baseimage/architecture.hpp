// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace bxbench::baseimage {

/// This machine's architecture as the OCI image specification spells it (Go's GOARCH): "amd64".
std::string machine_architecture();

}  // namespace bxbench::baseimage
