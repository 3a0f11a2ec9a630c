// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/fault.hpp>
#include <harness/support/error.hpp>

#include <string_view>

namespace bxbench::service::actions_cache {

/// A fault from the text of a command line: NAME=VALUE, joined by commas. An error names the part
/// that is wrong and what would be right.
///
///     on=download,reset=30MB,times=1
///     on=lookup,status=429,retry-after=2,times=3
///     on=upload,delay=0.5,probability=0.1
///
/// Which requests: `on` (an operation), `key` (what keys begin with; no comma), `after`, `times`,
/// `probability`. What happens: `status`, `retry-after` and `delay` (seconds), and one of `reset`,
/// `truncate`, `stall` (bytes that pass first; B, kB, MB, GB, KiB, MiB, GiB).
Result<suite::Fault> parse_fault(std::string_view text);

}  // namespace bxbench::service::actions_cache
