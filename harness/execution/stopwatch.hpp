// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/units.hpp>

namespace bxbench::execution {

/// Adds up the time of which a job is charged.
class Stopwatch {
 public:
  void start() { started_ = Clock::now(); }
  void stop() { total_ += Clock::now() - started_; }
  void add(Duration time) { total_ += time; }
  Duration total() const { return total_; }

 private:
  Clock::time_point started_;
  Duration total_{};
};

}  // namespace bxbench::execution
