// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/fault/injector.hpp>

namespace bxbench::service::actions_cache {
namespace {

bool matches(const suite::Fault& fault, std::string_view operation, std::string_view key) {
  return (fault.operation.empty() || fault.operation == operation) && key.starts_with(fault.key);
}

}  // namespace

void FaultInjector::add(suite::Fault fault) {
  armed_.push_back({std::move(fault)});
}

void FaultInjector::clear() {
  armed_.clear();
}

// By hand: the distributions of the standard library differ between its makers.
bool FaultInjector::happens(double probability) {
  if (probability >= 1) return true;
  return static_cast<double>(random_() >> 11) * 0x1p-53 < probability;
}

std::optional<suite::Fault> FaultInjector::draw(std::string_view operation, std::string_view key) {
  for (auto& [fault, seen, hit] : armed_) {
    if (!matches(fault, operation, key)) continue;
    if (fault.times && hit >= *fault.times) continue;
    if (seen++ < fault.after) continue;
    if (!happens(fault.probability)) continue;
    ++hit;
    return fault;
  }
  return std::nullopt;
}

}  // namespace bxbench::service::actions_cache
