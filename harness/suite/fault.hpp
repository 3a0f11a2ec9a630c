// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/units.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace bxbench::suite {

/// How the Actions cache service spoils answers on purpose, and which ones. Several faults may be
/// in force; of those that match a request, the one that was set first and is not used up acts.
struct Fault {
  /// How a transfer breaks: `reset` (TCP RST), `truncate` (orderly close before the announced end),
  /// `stall` (no further byte until the client gives up).
  enum class Cut { none, reset, truncate, stall };

  // Which requests.
  std::string operation;               ///< "lookup", "create", "upload", "finalize", "download",
                                       ///< "list", "delete"; empty: any
  std::string key;                     ///< what the entry's key begins with; empty: any
  std::uint64_t after = 0;             ///< so many matching requests pass unharmed first
  std::optional<std::uint64_t> times;  ///< so many are hit; no value: all
  double probability = 1;              ///< of each of them being hit, drawn from the seed

  // What happens to them.
  int status = 0;                     ///< answered instead of doing anything; 0: as usual
  std::optional<double> retry_after;  ///< seconds, in a Retry-After field beside `status`
  double delay = 0;                   ///< seconds before anything else happens
  Cut cut = Cut::none;
  Bytes cut_after =
      0;  ///< bytes of the body that pass first: of an upload's request, else the answer
};

}  // namespace bxbench::suite
