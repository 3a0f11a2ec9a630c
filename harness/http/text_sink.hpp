// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>

#include <fmt/format.h>

namespace bxbench::http {

/// Collects a body up to a limit.
class TextSink final : public Sink {
 public:
  explicit TextSink(std::size_t limit) : limit_(limit) {}
  Result<void> write(std::string_view bytes) override {
    if (text.size() + bytes.size() > limit_)
      return Error{Errc::bad_input, fmt::format("the body is longer than {} bytes", limit_)};
    text += bytes;
    return {};
  }
  std::string text;

 private:
  std::size_t limit_;
};

}  // namespace bxbench::http
