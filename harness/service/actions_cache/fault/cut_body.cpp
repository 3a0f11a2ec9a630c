// SPDX-License-Identifier: Apache-2.0
#include <harness/http/text_sink.hpp>
#include <harness/service/actions_cache/fault/cut_body.hpp>

#include <algorithm>
#include <cmath>

namespace asio = boost::asio;

namespace bxbench::service::actions_cache {
namespace {

class CutSink final : public http::Sink {
 public:
  CutSink(http::Sink& whole, Bytes passing) : whole_(whole), left_(passing) {}
  Result<void> write(std::string_view bytes) override {
    const auto passing = bytes.substr(0, std::min<Bytes>(left_, bytes.size()));
    left_ -= passing.size();
    if (auto written = whole_.write(passing); !written) return written.error();
    cut = passing.size() < bytes.size();
    if (cut) return Error{Errc::io, "the body is cut on purpose"};
    return {};
  }
  bool cut = false;

 private:
  http::Sink& whole_;
  Bytes left_;
};

}  // namespace

asio::awaitable<Result<Bytes>> CutBody::stream_to(http::Sink& sink) {
  CutSink cut(sink, passing_);
  const auto read = co_await whole_.stream_to(cut);
  cut_ = cut.cut;
  co_return read;
}

asio::awaitable<Result<std::string>> CutBody::text(std::size_t limit) {
  http::TextSink sink(limit);
  const auto read = co_await stream_to(sink);
  if (!read) co_return read.error();
  co_return std::move(sink.text);
}

std::string retry_after_field(double seconds) {
  return std::to_string(static_cast<long long>(std::ceil(seconds)));
}

}  // namespace bxbench::service::actions_cache
