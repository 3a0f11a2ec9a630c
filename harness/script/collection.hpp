// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/script/script_files.hpp>
#include <harness/suite/suite.hpp>
#include <harness/support/error.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace bxbench::script {

/// Definitions by name while they are loaded. `add` throws std::runtime_error when two files of the
/// user, or two built-in ones, define the same name.
class Collection {
 public:
  void add(std::shared_ptr<suite::Scenario> scenario, const ScriptFile& file);
  void add(std::shared_ptr<suite::Strategy> strategy, const ScriptFile& file);
  void add(suite::Workload workload, const ScriptFile& file);

  /// Applies `--set` values and hands everything over, sorted by name.
  Result<suite::Suite> finish(const std::vector<std::string>& settings);

 private:
  template <class Definition>
  struct Entry {
    Definition definition;
    ScriptFile file;
  };
  template <class Definition>
  using ByName = std::map<std::string, Entry<Definition>>;

  template <class Definition>
  static void put(ByName<Definition>& entries, const char* kind, const std::string& name,
                  Entry<Definition> entry);

  ByName<std::shared_ptr<suite::Scenario>> scenarios_;
  ByName<std::shared_ptr<suite::Strategy>> strategies_;
  ByName<suite::Workload> workloads_;
};

}  // namespace bxbench::script
