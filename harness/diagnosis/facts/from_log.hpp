// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cilog/event.hpp>
#include <harness/diagnosis/facts.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace bxbench::diagnosis {

/// Folds the events of CI logs into jobs. Feed all events of one log after the other, then take the
/// jobs: in the order of their time stamps where every log has some, else of the logs.
///
/// Builds by which a carrier moves mounts are no builds of the job and are left out. A step's cache
/// mounts are read from its name; sizes that `du` printed belong to the mount of that path.
class JobsFromLog {
 public:
  void add(const cilog::Event& event);
  std::vector<Job> take();

 private:
  void on(const cilog::LogBegins& begins, const cilog::Event& event);
  void on(const cilog::JobBegins& begins, const cilog::Event& event);
  void on(const cilog::JobEnds& ends, const cilog::Event& event);
  void on(const cilog::StepBegins& begins, const cilog::Event& event);
  void on(const cilog::StepEnds& ends, const cilog::Event& event);
  void on(const cilog::Ref& ref, const cilog::Event& event);
  void on(const cilog::Restore& restore, const cilog::Event& event);
  void on(const cilog::Save& save, const cilog::Event& event);
  void on(const cilog::Carry& carry, const cilog::Event& event);
  void on(const cilog::DirectorySize& size, const cilog::Event& event);
  void on(const cilog::BuildBegins& begins, const cilog::Event& event);
  void on(const cilog::BuildEnds& ends, const cilog::Event& event);
  void on(const cilog::Builder& builder, const cilog::Event& event);
  void on(const cilog::BuildStep& step, const cilog::Event& event);
  void on(const cilog::CacheTransfer& transfer, const cilog::Event& event);
  void on(const cilog::Downloads& downloads, const cilog::Event& event);
  void on(const cilog::Measured& measured, const cilog::Event& event);
  void on(const cilog::ContextSize& context, const cilog::Event& event);
  void on(const cilog::Notice& notice, const cilog::Event& event);

  Job& job();
  Build& build();
  Step& step(const std::string& vertex, const std::string& name, const Place& place);
  bool has_room(std::size_t size) const;
  template <class Value>
  void keep(std::vector<Value>& list, Value value);
  void note_size(const cilog::DirectorySize& size, const Place& place);
  void close_build();

  std::vector<Job> jobs_;
  std::string run_;
  Order order_ = 0;
  std::size_t facts_ = 0;  ///< kept so far
  Step spare_step_;        ///< stands for those that are too many
  bool in_build_ = false, carrier_build_ = false, post_ = false;
  bool cache_step_ = false;                      ///< of actions/cache
  bool begins_ = true;                           ///< the next thing of a log belongs to a new job
  std::map<std::string, std::size_t> vertices_;  ///< of the build to its steps
  struct Size {
    cilog::DirectorySize size;
    Place place;
  };
  std::vector<Size> sizes_;  ///< of the build that goes on
  std::string builder_, driver_;
};

}  // namespace bxbench::diagnosis
