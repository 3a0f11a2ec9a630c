// SPDX-License-Identifier: Apache-2.0
#include <harness/http/byte_range.hpp>
#include <harness/http/file_server.hpp>
#include <harness/http/server.hpp>
#include <harness/support/files.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <fnmatch.h>
#include <regex>

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace bxbench::http {
namespace {

struct Counts {
  std::size_t requests = 0;
  Bytes bytes = 0;
};

bool is_below(const fs::path& file, const fs::path& root) {
  return std::mismatch(root.begin(), root.end(), file.begin(), file.end()).first == root.end();
}

/// The regular file that a decoded request path names below the canonical `root`.
std::optional<fs::path> find_file(const fs::path& root, const std::string& path) {
  if (!path.starts_with('/') || path.find('\0') != std::string::npos) return std::nullopt;
  std::error_code failure;
  auto file = fs::canonical(root / fs::path(path).relative_path(), failure);
  if (!failure && fs::is_directory(file, failure))
    file = fs::canonical(file / "index.html", failure);
  if (failure || !is_below(file, root) || !fs::is_regular_file(file, failure)) return std::nullopt;
  return file;
}

std::string content_type(const fs::path& file) {
  const auto extension = file.extension();
  if (extension == ".html") return "text/html; charset=utf-8";
  if (extension == ".json" || extension == ".info") return "application/json";
  return "application/octet-stream";
}

/// Names one state of a file, as RFC 9110, section 8.8.3, wants it.
std::string entity_tag(const fs::path& file, Bytes size) {
  std::error_code failure;
  const auto changed = fs::last_write_time(file, failure).time_since_epoch().count();
  return fmt::format("\"{:x}-{:x}\"", changed, size);
}

/// Whether a client that asks so has this state already. The quotes are part of a tag, so no tag is
/// found within another one.
bool is_known(std::string_view if_none_match, const std::string& tag) {
  return if_none_match == "*" || if_none_match.find(tag) != std::string_view::npos;
}

/// What is served, and as what.
struct Site {
  fs::path root;
  std::string templates;  ///< glob
  std::string url;        ///< of the server, known once it listens
};

bool is_template(const Site& site, const fs::path& file) {
  const int flags = site.templates.find("**") == std::string::npos ? FNM_PATHNAME : 0;
  const auto path = file.lexically_relative(site.root).generic_string();
  return !site.templates.empty() && ::fnmatch(site.templates.c_str(), path.c_str(), flags) == 0;
}

Response template_response(const Site& site, const fs::path& file) {
  Response response;
  auto text = read_file(file);
  response.status = text ? 200 : 404;
  if (text) response.text = std::regex_replace(*text, std::regex(R"(%\{url\})"), site.url);
  return response;
}

Response answer(const Site& site, const Request& request) {
  Response response;
  response.status = 405;
  if (request.method != "GET" && request.method != "HEAD") return response;
  response.status = 404;
  const auto file = find_file(site.root, request.path);
  if (!file) return response;
  std::error_code failure;
  const auto size = fs::file_size(*file, failure);
  if (failure) return response;
  const auto tag = entity_tag(*file, size);
  if (is_known(find_field(request.headers, "If-None-Match"), tag))
    response.status = 304;
  else
    response = is_template(site, *file)
                   ? template_response(site, *file)
                   : file_response(*file, size, find_field(request.headers, "Range"));
  response.headers.push_back({"Content-Type", content_type(*file)});
  response.headers.push_back({"ETag", tag});
  return response;
}

class DirectoryServer final : public FileServer {
 public:
  DirectoryServer(std::unique_ptr<Server> server, std::shared_ptr<Counts> counts)
      : counts_(std::move(counts)), server_(std::move(server)) {}
  unsigned short port() const override { return server_->port(); }
  std::size_t requests() const override { return counts_->requests; }
  Bytes bytes() const override { return counts_->bytes; }

 private:
  std::shared_ptr<Counts> counts_;
  std::unique_ptr<Server> server_;
};

}  // namespace

Result<std::unique_ptr<FileServer>> serve_directory(asio::any_io_executor executor,
                                                    const fs::path& directory,
                                                    const std::string& templates) {
  std::error_code failure;
  const auto root = fs::canonical(directory, failure);
  if (failure || !fs::is_directory(root, failure))
    return Error{Errc::bad_input, fmt::format("{} is no directory", directory.string())};
  auto counts = std::make_shared<Counts>();
  auto site = std::make_shared<Site>(Site{root, templates, {}});
  auto handler = [site, counts](const Request& request, Body&) -> asio::awaitable<Response> {
    auto response = answer(*site, request);
    response.done = [counts](const Served& served) {
      counts->requests += 1;
      counts->bytes += served.bytes_out;
    };
    co_return response;
  };
  auto server = serve(executor, ServerOptions{}, std::move(handler));
  if (!server) return server.error();
  site->url = fmt::format("http://127.0.0.1:{}", (*server)->port());
  return std::make_unique<DirectoryServer>(std::move(*server), std::move(counts));
}

}  // namespace bxbench::http
