// SPDX-License-Identifier: Apache-2.0
#include <harness/service/actions_cache/fault/injector.hpp>

namespace bxbench::service::actions_cache {
namespace {

bool matches(const suite::Fault& fault, std::string_view operation, std::string_view key) {
  return (fault.operation.empty() || fault.operation == operation) && key.starts_with(fault.key);
}

}  // namespace

void FaultInjector::add(suite::Fault fault) {
  armed_.push_back({std::move(fault), ++last_id_});
}

void FaultInjector::clear() {
  armed_.clear();
}

// By hand: the distributions of the standard library differ between its makers.
bool FaultInjector::happens(double probability) {
  if (probability >= 1) return true;
  return static_cast<double>(random_() >> 11) * 0x1p-53 < probability;
}

std::optional<FaultInjector::Drawn> FaultInjector::draw(std::string_view operation,
                                                        std::string_view key) {
  for (auto& [fault, id, seen, hit] : armed_) {
    if (!matches(fault, operation, key)) continue;
    if (fault.times && hit >= *fault.times) continue;
    if (seen++ < fault.after) continue;
    if (!happens(fault.probability)) continue;
    ++hit;
    return Drawn{fault, id};
  }
  return std::nullopt;
}

void FaultInjector::missed(const Drawn& drawn) {
  for (auto& armed : armed_)
    if (armed.id == drawn.id) --armed.hit;
}

}  // namespace bxbench::service::actions_cache
