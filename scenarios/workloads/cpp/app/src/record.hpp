#pragma once

#include <absl/time/time.h>

#include <cstdint>
#include <string>

namespace loglens {

/// One request, as a line of an access log tells it.
struct Record {
  std::string client;
  absl::Time at;
  std::string method;
  std::string path;  ///< without the query
  int status = 0;
  std::uint64_t bytes = 0;
  std::string referrer;  ///< empty: none
  std::string agent;
};

}  // namespace loglens
