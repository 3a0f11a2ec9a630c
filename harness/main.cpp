// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/main.hpp>

int main(int argc, char** argv) {
  return bxbench::cli::main(argc, argv);
}
