// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>
#include <harness/support/units.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace bxbench::service::actions_cache {

/// One entry of a token's access control: a ref and what may be done with its entries.
/// `permission` is a bit field: 1 read, 2 write, 3 both.
struct Grant {
  std::string scope;  ///< e.g. "refs/heads/main"
  int permission = 3;
};

struct Settings {
  std::filesystem::path directory;  ///< entries and payloads; created; kept when the server stops
  std::string address = "127.0.0.1";
  unsigned short port = 0;  ///< 0: any free one
};

/// One answered request: the service's evidence of what clients really did.
struct RequestRecord {
  std::string operation;  ///< "lookup", "create", "upload", "finalize", "download", "unknown"
  std::string key;        ///< asked for, or of the entry that an upload or download belongs to
  std::string scope;      ///< the scope that answered or was written; empty for a miss
  bool hit = false;       ///< lookup: an entry was found
  int status = 0;         ///< HTTP status
  Bytes bytes_in = 0, bytes_out = 0;  ///< bodies only
  double seconds = 0;
};

/// The Actions cache service, protocol v2 (Twirp service and Azure-like signed URLs).
/// Lives on the given executor; stops and closes every connection when destroyed.
class Server {
 public:
  virtual ~Server() = default;
  /// "http://127.0.0.1:PORT/", with the trailing slash that older clients need.
  virtual std::string url() const = 0;
  /// A signed runtime token (JWT, HS256) with these grants, own ref first.
  virtual std::string token(const std::vector<Grant>& grants) const = 0;
  /// All requests answered so far, oldest first.
  virtual const std::vector<RequestRecord>& requests() const = 0;
};

Result<std::unique_ptr<Server>> start_server(boost::asio::any_io_executor executor,
                                             const Settings& settings);

}  // namespace bxbench::service::actions_cache
