// SPDX-License-Identifier: Apache-2.0
#include <harness/measure/cache_use.hpp>
#include <harness/measure/describe.hpp>
#include <harness/measure/validity.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace bxbench::measure {
namespace {

CacheUse unused(std::string reason) {
  return {false, std::move(reason)};
}

std::string first_error(const std::vector<ImportEvidence>& imports) {
  for (const auto& one : imports)
    if (!one.error.empty()) return one.error;
  return "it did not finish";
}

CacheUse use_of_layers(const Evidence& evidence) {
  const auto& imports = evidence.imports;
  const auto cached = describe(evidence.steps);
  if (imports.empty()) return unused(cached + " and no cache was imported");
  if (std::none_of(imports.begin(), imports.end(), [](const auto& one) { return one.succeeded; }))
    return unused(fmt::format("{} and the import failed: {}", cached, first_error(imports)));
  if (evidence.steps.cached == 0) return unused(cached + " although a cache was imported");
  return {true, cached};
}

/// Empty when the archive was restored and holds something.
std::string restore_fault(const std::optional<RestoreEvidence>& restore) {
  if (!restore) return "nothing was restored";
  if (!restore->hit) return fmt::format("no archive was found under key {}", restore->key);
  if (restore->bytes < empty_below)
    return fmt::format("the archive that was restored holds {} bytes", restore->bytes);
  return {};
}

/// Whether mounts were filled without an archive, from a folder of the host.
bool filled_from_host(const Evidence& evidence) {
  return !evidence.restore &&
         std::any_of(evidence.mounts.begin(), evidence.mounts.end(),
                     [](const auto& mount) { return !mount.carrier_id.empty(); });
}

CacheUse use_of_mounts(const Evidence& evidence) {
  const bool from_host = filled_from_host(evidence);
  if (auto fault = restore_fault(evidence.restore); !from_host && !fault.empty())
    return unused(std::move(fault));
  if (evidence.mounts.empty()) return unused("no cache mount was looked into");
  auto reason = from_host ? std::string("mounts were filled from a folder of the host")
                          : fmt::format("{} bytes were restored", evidence.restore->bytes);
  for (const auto& mount : evidence.mounts) {
    if (is_empty(mount)) return unused(describe(mount));
    reason += ", " + describe(mount);
  }
  return {true, std::move(reason)};
}

}  // namespace

CacheUse cache_use(const Sample& sample) {
  switch (sample.carries) {
    case suite::Carries::layers:
      return use_of_layers(sample.evidence);
    case suite::Carries::mounts:
      return use_of_mounts(sample.evidence);
    case suite::Carries::nothing:
      break;
  }
  return unused("the strategy carries nothing");
}

}  // namespace bxbench::measure
