// SPDX-License-Identifier: Apache-2.0
#include <harness/cachemount/mover_image.hpp>

// BXBENCH_MOVER: the built program.
__asm__(
    ".pushsection .rodata\n"
    ".global bxbench_mover_begin\n"
    ".global bxbench_mover_end\n"
    "bxbench_mover_begin:\n"
    ".incbin \"" BXBENCH_MOVER
    "\"\n"
    "bxbench_mover_end:\n"
    ".byte 0\n"
    ".popsection\n");

extern "C" const char bxbench_mover_begin[], bxbench_mover_end[];

namespace bxbench::cachemount {

std::string_view mover_image() {
  return {bxbench_mover_begin, static_cast<std::size_t>(bxbench_mover_end - bxbench_mover_begin)};
}

}  // namespace bxbench::cachemount
