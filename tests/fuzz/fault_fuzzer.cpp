// SPDX-License-Identifier: Apache-2.0
// The input as a fault of a command line.
#include <harness/service/actions_cache/fault/parse_fault.hpp>
#include <tests/fuzz/check.hpp>

#include <cmath>

using namespace bxbench;
using namespace bxbench::service::actions_cache;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto fault = parse_fault(fuzz::text_of(bytes, size));
  if (!fault) {
    fuzz::check(!fault.error().message.empty(), "a refusal says why");
    return 0;
  }
  fuzz::check(fault->probability >= 0 && fault->probability <= 1, "chance is from 0 to 1");
  fuzz::check(std::isfinite(fault->delay) && fault->delay >= 0, "a delay is a time");
  fuzz::check(fault->status == 0 || (fault->status >= 100 && fault->status <= 999),
              "a status is one of HTTP");
  return 0;
}
