// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace bxbench::cachemount {

/// The program of helper steps (`mover/`), statically linked, as the bytes of its file: bxbench
/// carries it inside, so that there is nothing to find at run time.
std::string_view mover_image();

}  // namespace bxbench::cachemount
