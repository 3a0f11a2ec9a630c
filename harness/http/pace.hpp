// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/server.hpp>

namespace bxbench::http {

/// Whether a connection takes longer than it may for what it is doing. Has no clock of its own.
/// Inside http/ only.
class Pace {
 public:
  enum class Doing {
    waiting,   ///< for the first byte of a request: `idle`
    head,      ///< for its end: `head_limit`
    moving,    ///< a body, either way: `least_rate` over each `rate_window`
    handling,  ///< the handler is at work, or the connection is held open on purpose: no limit
    leaving,   ///< for the client to close: `linger`
  };

  void begin(Doing doing, Clock::time_point now);
  void moved(Bytes bytes) { moved_ += bytes; }
  bool is_late(const ServerOptions& options, Clock::time_point now);

 private:
  Doing doing_ = Doing::waiting;
  Clock::time_point since_ = Clock::now();
  Bytes moved_ = 0;
};

/// How often connections are to be looked at, so that no limit is passed by much.
Duration look_interval(const ServerOptions& options);

}  // namespace bxbench::http
