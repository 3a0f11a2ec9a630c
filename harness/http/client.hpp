// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/exchange.hpp>

#include <variant>

namespace bxbench::http {

/// One request of ours, sent on a connection of its own.
struct Call {
  std::string method = "GET";
  std::string url;  ///< http:// only
  Fields headers{};
  std::variant<std::string, FilePart> body{};  ///< a file is streamed with constant memory
  Duration limit = std::chrono::seconds(30);   ///< for the whole call; `timed_out` beyond it
};

/// What the server answered, whatever its status.
struct Reply {
  int status = 0;
  Fields headers;
  std::string text;
};

/// Sends a call. An error means that no complete answer came; a 404 is an answer.
/// Answers longer than 1 MiB are refused: use `download` for them.
boost::asio::awaitable<Result<Reply>> send(Call call);

/// The status that GET answers, or nothing while nobody listens at the URL. Other failures are
/// errors: somebody is there who does not speak HTTP, or not in time.
boost::asio::awaitable<Result<std::optional<int>>> probe(std::string url, Duration limit);

/// POST of a JSON text, with a bearer token unless `token` is empty.
boost::asio::awaitable<Result<Reply>> post_json(std::string url, std::string token,
                                                std::string json, Duration limit);

/// GET to a file, with constant memory; the file appears whole or not at all. Gives the number of
/// bytes, or nothing when the server says that it has no such thing (404). All else is an error.
boost::asio::awaitable<Result<std::optional<Bytes>>> download(Call call,
                                                              std::filesystem::path file);

}  // namespace bxbench::http
