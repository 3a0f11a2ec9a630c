// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/incoming_head.hpp>

#include <functional>

namespace bxbench::http {

/// The body behind a parsed head. Inside http/ only.
class IncomingBody final : public Body {
 public:
  IncomingBody(Wire& wire, IncomingParser& parser, std::size_t framing_limit);
  IncomingBody(const IncomingBody&) = delete;
  std::optional<Bytes> announced() const override;
  boost::asio::awaitable<Result<std::string>> text(std::size_t limit) override;
  boost::asio::awaitable<Result<Bytes>> stream_to(Sink& sink) override;

  /// Reads away what the handler left. False: the connection cannot carry another request.
  boost::asio::awaitable<bool> drain(Bytes limit);
  Bytes received() const { return received_; }

 private:
  bool is_done() const;
  boost::asio::awaitable<void> invite();
  boost::asio::awaitable<Result<void>> stream_known_length(Sink& sink);
  boost::asio::awaitable<Result<void>> stream_chunks(Sink& sink);
  /// Parses what is kept, and hands its data to `sink_`. Whether more is needed then is in
  /// `starved`.
  Result<void> parse_kept(bool& starved);
  std::size_t take_chunk(std::string_view bytes);
  Error broken();

  Wire& wire_;
  IncomingParser& parser_;
  std::size_t framing_limit_;  ///< of a chunk's head, and of the trailer
  Bytes left_ = 0;             ///< of an announced length
  Bytes received_ = 0;
  bool broken_ = false;

  std::function<std::size_t(std::uint64_t, std::string_view, boost::beast::error_code&)> on_chunk_;
  Sink* sink_ = nullptr;
  Result<void> taken_{};  ///< by the sink
};

}  // namespace bxbench::http
