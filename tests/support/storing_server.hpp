// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/http/byte_range.hpp>
#include <harness/http/file_sink.hpp>
#include <harness/http/server.hpp>
#include <tests/support/loop.hpp>
#include <tests/support/raw_client.hpp>
#include <tests/support/temp_tree.hpp>

namespace bxbench::test {

/// A server that stores a PUT in a file, serves that file on GET, and keeps what was served.
struct StoringServer {
  Loop loop;
  TempTree tree;
  std::vector<http::Served> served;
  std::vector<std::string> failures;
  http::Cut cut;                ///< of every answer
  bool without_answer = false;  ///< only the cut
  std::unique_ptr<http::Server> server;

  explicit StoringServer(const http::ServerOptions& options = {}) {
    auto handler = [this](const http::Request& request, http::Body& body) {
      return answer(request, body);
    };
    server = http::serve(loop.executor(), options, handler).value();
  }

  std::filesystem::path stored() const { return tree / "stored"; }

  boost::asio::awaitable<http::Response> answer(const http::Request& request, http::Body& body) {
    http::Response response;
    response.done = [this](const http::Served& what) { served.push_back(what); };
    if (request.method == "PUT") {
      auto sink = http::FileSink::create(stored());
      const auto read = co_await body.stream_to(*sink);
      if (!read) failures.push_back(read.error().message);
      response.status = read ? 201 : 400;
    } else if (request.path == "/small") {
      const auto text = co_await body.text(8);
      response.status = text ? 200 : 413;
    } else if (request.path == "/bug") {
      throw std::runtime_error("bug");
    } else if (request.path == "/file") {
      const auto size = std::filesystem::file_size(stored());
      auto range = std::string(http::find_field(request.headers, "range"));
      auto done = response.done;
      response = http::file_response(stored(), size, range);
      response.done = done;
    } else if (request.path == "/host") {
      response.text = http::find_field(request.headers, "host");
    } else {
      response.text = "hello";
    }
    response.cut = cut;
    if (without_answer) response.status = 0;
    co_return response;
  }

  RawClient connect() { return {loop, server->port()}; }
};

}  // namespace bxbench::test
