// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

namespace bxbench {

/// Runs `undo` on leaving the scope, unless released.
template <class Undo>
class scope_exit {
 public:
  explicit scope_exit(Undo undo) : undo_(std::move(undo)) {}
  ~scope_exit() {
    if (armed_) undo_();
  }
  scope_exit(const scope_exit&) = delete;
  scope_exit& operator=(const scope_exit&) = delete;
  void release() { armed_ = false; }

 private:
  Undo undo_;
  bool armed_ = true;
};

}  // namespace bxbench
