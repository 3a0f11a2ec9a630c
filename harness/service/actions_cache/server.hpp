// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/suite/fault.hpp>
#include <harness/support/error.hpp>
#include <harness/support/units.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace bxbench::service::actions_cache {

/// One entry of a token's access control: a ref and what may be done with its entries.
/// `permission` is a bit field: 1 read, 2 write, 3 both.
struct Grant {
  std::string scope;  ///< e.g. "refs/heads/main"
  int permission = 3;
};

/// What a runtime token says.
struct TokenOrder {
  std::vector<Grant> grants;                ///< own ref first
  std::string job;                          ///< whose traffic its requests count as; no secret
  std::chrono::seconds lifetime{6 * 3600};  ///< as GitHub's; negative: expired already
};

struct Settings {
  std::filesystem::path directory;  ///< entries and payloads; created; kept when the server stops
  std::string address = "127.0.0.1";
  unsigned short port = 0;  ///< 0: any free one
  std::string
      external_url;  ///< of the service as clients reach it; empty: as their Host field says
  Bytes quota = Bytes{10} * 1000 * 1000 * 1000;      ///< of the repository, as GitHub's; 0: none
  std::chrono::seconds unused_limit{7 * 24 * 3600};  ///< entries unused for longer are evicted
  std::chrono::seconds unfinished_limit{60};         ///< uploads idle for longer are dropped
  bool rate_limits = false;   ///< GitHub's: 200 creates and 1500 downloads a minute, else 429
  std::uint64_t seed = 1;     ///< of faults with a probability
  bool keep_requests = true;  ///< whether `requests()` remembers them; traffic is counted anyway
};

/// One answered request: the service's evidence of what clients really did.
struct RequestRecord {
  std::string operation;    ///< "lookup", "create", "upload", "finalize", "download", "list",
                            ///< "delete", "unknown"
  std::string protocol;     ///< "v2", "v1", "blob", "rest"
  std::string client;       ///< its User-Agent
  std::string job;          ///< of the token; a signed URL belongs to the job that it was given to
  std::string key;          ///< asked for, or of the entry that an upload or download belongs to
  std::string matched_key;  ///< lookup: of the entry that was found
  std::string scope;        ///< the scope that answered or was written; empty for a miss
  bool hit = false;         ///< lookup: an entry was found
  bool retry = false;       ///< the same job sent the same before, and was answered 429, 5xx or not
  bool fault = false;       ///< spoilt on purpose
  int status = 0;           ///< HTTP status; 0: the connection broke before an answer
  Bytes bytes_in = 0, bytes_out = 0;  ///< bodies only
  double seconds = 0;
};

/// What one job did with one key, or all of its keys.
struct TrafficFigures {
  std::uint64_t requests = 0, hits = 0, misses = 0;
  std::uint64_t conflicts = 0;              ///< creates refused because the key is taken
  std::uint64_t retries = 0, failures = 0;  ///< failures: statuses of 400 and up but conflicts
  std::uint64_t evictions = 0;              ///< of entries of this key, whoever caused them
  Bytes bytes_in = 0, bytes_out = 0;        ///< received and sent by the service; bodies only
  TrafficFigures& operator+=(const TrafficFigures& more);
};

/// An entry as listings show it.
struct EntryInfo {
  std::uint64_t id = 0;
  std::string scope, key, version;
  Bytes bytes = 0;
  std::chrono::system_clock::time_point created, accessed;  ///< by the service's clock
  bool payload = true;                                      ///< false: evicted alone
};

/// Which entries to evict, and how much of them.
struct Eviction {
  std::string key;            ///< what their keys begin with; empty: all
  std::string scope;          ///< empty: all
  bool payload_only = false;  ///< the index still names the entry, its data is gone (BlobNotFound)
};

/// The Actions cache service: protocol v2 (Twirp, JSON and protobuf, Azure-like signed URLs), v1
/// (REST), and the REST interface that lists and deletes entries.
/// Lives on the given executor; stops and closes every connection when destroyed.
class Server {
 public:
  virtual ~Server() = default;
  /// "http://127.0.0.1:PORT/", with the trailing slash that older clients need.
  virtual std::string url() const = 0;
  virtual unsigned short port() const = 0;
  /// A signed runtime token (JWT, HS256).
  virtual std::string token(const TokenOrder& order) const = 0;

  /// All requests answered so far, oldest first.
  virtual const std::vector<RequestRecord>& requests() const = 0;
  /// Called for each answered request; for access logs.
  virtual void on_request(std::function<void(const RequestRecord&)> listener) = 0;
  /// By job, then by key. What belongs to no job is under "".
  virtual const std::map<std::string, std::map<std::string, TrafficFigures>>& traffic() const = 0;

  virtual std::vector<EntryInfo> entries() const = 0;
  /// By the clock that entries age by.
  virtual std::chrono::system_clock::time_point now() const = 0;
  /// How many were evicted.
  virtual std::size_t evict(const Eviction& which) = 0;
  /// The service's clock goes forward; what is too old is evicted at once.
  virtual void advance_clock(std::chrono::seconds by) = 0;
  virtual void set_quota(Bytes quota) = 0;
  /// Creates are refused (403, "cache write denied: …"), as when a repository's budget is used up.
  virtual void set_read_only(bool read_only) = 0;
  virtual void add_fault(suite::Fault fault) = 0;
  virtual void clear_faults() = 0;

  /// Makes `directory` a copy of all finalized entries, the clock included, by hard links: its time
  /// does not depend on their bytes. The directory must not exist and be on the same file system.
  virtual Result<void> snapshot(const std::filesystem::path& directory) const = 0;
  /// Replaces all entries by those of a snapshot, which stays usable. Unfinished uploads are
  /// dropped.
  virtual Result<void> restore(const std::filesystem::path& directory) = 0;
};

Result<std::unique_ptr<Server>> start_server(boost::asio::any_io_executor executor,
                                             const Settings& settings);

}  // namespace bxbench::service::actions_cache
