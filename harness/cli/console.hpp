// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/report/layout.hpp>

namespace bxbench::cli {

/// Whether a file descriptor is a terminal that can redraw a line.
bool is_terminal(int fd);

/// Colour for a stream: a terminal, not switched off by --no-color, NO_COLOR or TERM=dumb.
bool wants_color(int fd, bool no_color);

/// Columns of the terminal behind `fd`; COLUMNS, else 100 when it is none.
int width_of(int fd);

/// How a report is laid out on stdout.
report::Layout layout_of_stdout(bool no_color);

}  // namespace bxbench::cli
