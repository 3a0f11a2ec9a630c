// SPDX-License-Identifier: Apache-2.0
#include <harness/script/collection.hpp>
#include <harness/script/settings.hpp>

#include <fmt/format.h>

#include <stdexcept>

namespace bxbench::script {

template <class Definition>
void Collection::put(ByName<Definition>& entries, const char* kind, const std::string& name,
                     Entry<Definition> entry) {
  const auto known = entries.find(name);
  if (known != entries.end() && known->second.file.built_in == entry.file.built_in)
    throw std::runtime_error(fmt::format("{}: {} '{}' is defined in {} already", entry.file.display,
                                         kind, name, known->second.file.display));
  entries.insert_or_assign(name, std::move(entry));
}

void Collection::add(std::shared_ptr<suite::Scenario> scenario, const ScriptFile& file) {
  const auto name = scenario->name;
  scenario->built_in = file.built_in;
  put(scenarios_, "scenario", name, {std::move(scenario), file});
}

void Collection::add(std::shared_ptr<suite::Strategy> strategy, const ScriptFile& file) {
  const auto name = strategy->name;
  strategy->built_in = file.built_in;
  put(strategies_, "strategy", name, {std::move(strategy), file});
}

void Collection::add(suite::Workload workload, const ScriptFile& file) {
  const auto name = workload.name;
  workload.built_in = file.built_in;
  put(workloads_, "workload", name, {std::move(workload), file});
}

Result<suite::Suite> Collection::finish(const std::vector<std::string>& settings) {
  std::vector<ParamOwner> owners;
  for (auto& [name, entry] : strategies_)
    owners.push_back({name, &entry.definition->params});
  for (auto& [name, entry] : scenarios_)
    owners.push_back({name, &entry.definition->params});
  if (auto applied = apply_settings(settings, owners); !applied) return applied.error();
  suite::Suite suite;
  for (auto& [name, entry] : workloads_)
    suite.workloads.push_back(std::move(entry.definition));
  for (auto& [name, entry] : strategies_)
    suite.strategies.push_back(std::move(entry.definition));
  for (auto& [name, entry] : scenarios_)
    suite.scenarios.push_back(std::move(entry.definition));
  return suite;
}

}  // namespace bxbench::script
