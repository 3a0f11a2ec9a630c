// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/journal/journal.hpp>

#include <string>

namespace bxbench::report {

/// One line per sample, valid or not, in the order of the journal; quoting as in RFC 4180, lines
/// end in "\n". Missing is empty. results/README.md lists the columns.
std::string render_csv(const journal::ResultSet& results);

}  // namespace bxbench::report
