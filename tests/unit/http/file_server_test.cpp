// SPDX-License-Identifier: Apache-2.0
#include <harness/http/file_server.hpp>
#include <tests/support/loop.hpp>
#include <tests/support/raw_client.hpp>
#include <tests/support/temp_tree.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <fmt/format.h>

using namespace bxbench;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

namespace {

/// A served directory "open" beside a file that is not served.
struct Served {
  test::Loop loop;
  test::TempTree tree;
  std::unique_ptr<http::FileServer> server;

  Served() {
    tree.write("secret", "secret");
    tree.write("open/mod/@v/list", "v1.0.0\n");
    tree.write("open/simple/index.html", "<html>");
    std::filesystem::create_symlink("../secret", tree / "open/link");
    server = http::serve_directory(loop.executor(), tree / "open").value();
  }
  std::string get(const std::string& target, const std::string& method = "GET",
                  const std::string& fields = {}) {
    test::RawClient client(loop, server->port());
    client.send(fmt::format("{} {} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{}\r\n", method,
                            target, fields));
    return client.rest();
  }
  std::string etag(const std::string& target) {
    const auto answer = get(target);
    const auto start = answer.find("ETag: ") + 6;
    return answer.substr(start, answer.find("\r\n", start) - start);
  }
};

}  // namespace

TEST_CASE("a file of the directory is served and counted", "[http]") {
  Served served;
  const auto answer = served.get("/mod/@v/list");
  CHECK_THAT(answer, StartsWith("HTTP/1.1 200"));
  CHECK_THAT(answer, ContainsSubstring("Content-Length: 7\r\n"));
  CHECK(answer.ends_with("\r\n\r\nv1.0.0\n"));
  CHECK_THAT(served.get("/mod/%40v/none"), StartsWith("HTTP/1.1 404"));
  CHECK(served.server->requests() == 2);
  CHECK(served.server->bytes() == 7);
}

TEST_CASE("the address of the server stands in templates and in no other file", "[http]") {
  test::Loop loop;
  test::TempTree tree;
  const std::string text = "a %{url}/b %{url}\n";
  for (const auto* file : {"npm/x", "npm/deep/x", "other"})
    tree.write(file, text);
  const auto get = [&](const std::string& glob, const std::string& target) {
    auto server = http::serve_directory(loop.executor(), tree / ".", glob).value();
    test::RawClient client(loop, server->port());
    client.send(fmt::format("GET {} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", target));
    const auto url = fmt::format("http://127.0.0.1:{}", server->port());
    const auto filled = fmt::format("\r\n\r\na {}/b {}\n", url, url);
    const auto answer = client.rest();
    return std::string(answer.ends_with(filled)              ? "filled"
                       : answer.ends_with("\r\n\r\n" + text) ? "as it is"
                                                             : "neither");
  };
  CHECK(get("npm/*", "/npm/x") == "filled");
  CHECK(get("npm/*", "/npm/deep/x") == "as it is");
  CHECK(get("npm/**", "/npm/deep/x") == "filled");
  CHECK(get("npm/**", "/other") == "as it is");
  CHECK(get("", "/npm/x") == "as it is");
}

TEST_CASE("a directory answers with its index", "[http]") {
  Served served;
  CHECK_THAT(served.get("/simple/"), ContainsSubstring("Content-Type: text/html"));
  CHECK_THAT(served.get("/mod/"), StartsWith("HTTP/1.1 404"));
}

TEST_CASE("nothing outside the directory is served", "[http]") {
  Served served;
  for (const std::string target : {"/../secret", "/%2e%2e/secret", "/mod/..%2f..%2fsecret", "/link",
                                   "//../secret", "/mod/@v/list%00", "/mod/@v/list/", "/"})
    CHECK_THAT(served.get(target), StartsWith("HTTP/1.1 404"));
}

TEST_CASE("a client that has the file is told so and sent nothing, until the file changes",
          "[http]") {
  Served served;
  const auto tag = served.etag("/mod/@v/list");
  CHECK_THAT(tag, StartsWith("\"") && EndsWith("\""));
  for (const auto& known : {tag, "\"other\", W/" + tag, std::string("*")}) {
    const auto answer = served.get("/mod/@v/list", "GET", "If-None-Match: " + known + "\r\n");
    CHECK_THAT(answer, StartsWith("HTTP/1.1 304"));
    CHECK_THAT(answer, ContainsSubstring("ETag: " + tag));
    CHECK_THAT(answer, !ContainsSubstring("Content-Length"));
    CHECK(answer.ends_with("\r\n\r\n"));
  }
  CHECK(served.server->bytes() == 7);
  CHECK_THAT(served.get("/mod/@v/list", "GET", "If-None-Match: \"other\"\r\n"),
             StartsWith("HTTP/1.1 200"));
  served.tree.write("open/mod/@v/list", "v1.0.0\nv1.0.1\n");
  CHECK(served.etag("/mod/@v/list") != tag);
}

TEST_CASE("the directory is read-only", "[http]") {
  Served served;
  CHECK_THAT(served.get("/mod/@v/list", "DELETE"), StartsWith("HTTP/1.1 405"));
}

TEST_CASE("a directory that is not there cannot be served", "[http]") {
  test::Loop loop;
  CHECK(http::serve_directory(loop.executor(), "/nonexistent/directory").has_error());
}
