// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>
#include <harness/support/units.hpp>

#include <boost/asio/awaitable.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::http {

/// One header field; its name compares without case.
struct Field {
  std::string name;
  std::string value;
};
using Fields = std::vector<Field>;

/// The value of the first field of that name, empty when there is none.
std::string_view find_field(const Fields& fields, std::string_view name);

/// What a client asked for. `path` and `query` are percent-decoded.
struct Request {
  std::string method;
  std::string path;
  std::map<std::string, std::string> query;
  Fields headers;
  std::vector<std::string> captures;  ///< path segments that matched `{}` of a route's pattern
};

/// Where the bytes of a message body go, piece by piece.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual Result<void> write(std::string_view bytes) = 0;
};

/// The body of the request that is being answered; it can be read once, and need not be.
class Body {
 public:
  virtual ~Body() = default;
  /// What the client announced; nothing when it sends chunks.
  virtual std::optional<Bytes> announced() const = 0;
  /// The whole body; `bad_input` when it is longer than `limit`.
  virtual boost::asio::awaitable<Result<std::string>> text(std::size_t limit) = 0;
  /// Hands the body to `sink` with constant memory; `io` when the client goes away before its end.
  virtual boost::asio::awaitable<Result<Bytes>> stream_to(Sink& sink) = 0;
};

/// A piece of a file.
struct FilePart {
  std::filesystem::path file;
  Bytes offset = 0;
  Bytes size = 0;
};

/// How an answer breaks on purpose, for tests of clients. The request's unread body is read away as
/// for any answer, unless the status is 0.
struct Cut {
  enum Kind {
    none,
    reset,     ///< TCP reset, once the client's system has got what was sent before
    truncate,  ///< orderly close before the announced end
    stall,     ///< nothing more is sent until the client goes or the server stops
  };
  Kind kind = none;
  /// Of the body, sent before the break; a shorter body is sent whole, and nothing breaks. The head
  /// is always sent and announces the whole body, unless the status is 0: then nothing is sent.
  Bytes after = 0;
};

/// What really went over the wire for one request; bodies only.
struct Served {
  int status = 0;  ///< 0: no answer was sent
  Bytes bytes_in = 0, bytes_out = 0;
  Duration duration{};
};

/// An answer. Content-Length and the connection's fields are added when it is sent.
struct Response {
  int status = 200;  ///< 0, only with a `cut`: no answer, the connection breaks at once
  Fields headers{};
  std::string text{};
  std::optional<FilePart> part{};             ///< sent instead of `text`, with constant memory
  std::function<void(const Served&)> done{};  ///< called once, also when the client went away
  Cut cut{};
};

/// Answers one request. Request and body outlive the coroutine.
using Handler = std::function<boost::asio::awaitable<Response>(const Request&, Body&)>;

}  // namespace bxbench::http
