// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>

namespace bxbench::service::actions_cache {

/// A request's body of which only so many bytes pass; then it looks as if the client had gone.
class CutBody final : public http::Body {
 public:
  CutBody(http::Body& whole, Bytes passing) : whole_(whole), passing_(passing) {}
  std::optional<Bytes> announced() const override { return whole_.announced(); }
  boost::asio::awaitable<Result<std::string>> text(std::size_t limit) override;
  boost::asio::awaitable<Result<Bytes>> stream_to(http::Sink& sink) override;

  /// Whether more came than may pass.
  bool is_cut() const { return cut_; }

 private:
  http::Body& whole_;
  Bytes passing_;
  bool cut_ = false;
};

/// The value of a Retry-After field: whole seconds, rounded up, as its grammar wants them.
std::string retry_after_field(double seconds);

}  // namespace bxbench::service::actions_cache
