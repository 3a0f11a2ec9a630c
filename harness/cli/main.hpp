// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace bxbench::cli {

/// The program: arguments in, exit code out. The only place that maps an Errc to an exit code.
int main(int argc, char** argv);

}  // namespace bxbench::cli
