// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <list>

namespace bxbench {

/// Set once by Ctrl-C or SIGTERM. Long work asks `raised()` between steps; what must end at once
/// subscribes. Cleaning up never looks at it.
class Interrupt {
 public:
  using Callbacks = std::list<std::function<void()>>;

  /// Keeps a callback registered for as long as it lives.
  class Subscription {
   public:
    Subscription() = default;
    Subscription(Interrupt& owner, std::function<void()> callback)
        : owner_(&owner),
          place_(owner.callbacks_.insert(owner.callbacks_.end(), std::move(callback))) {}
    ~Subscription() {
      if (owner_ != nullptr) owner_->callbacks_.erase(place_);
    }
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;

   private:
    Interrupt* owner_ = nullptr;
    Callbacks::iterator place_;
  };

  bool raised() const { return raised_; }

  void raise() {
    raised_ = true;
    const auto callbacks = callbacks_;  // one may unsubscribe while it is called
    for (const auto& callback : callbacks)
      callback();
  }

 private:
  Callbacks callbacks_;
  bool raised_ = false;
};

}  // namespace bxbench
