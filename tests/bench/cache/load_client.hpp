// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/units.hpp>

#include <optional>
#include <string>

namespace bxbench::bench {

/// A file that is sent as a body.
struct Upload {
  int descriptor = -1;
  Bytes size = 0;
};

struct Request {
  std::string method = "GET";
  std::string target;
  std::string fields{};  ///< whole lines, each with its end
  std::string text{};
  std::optional<Upload> upload{};  ///< instead of `text`
  bool keep_body = true;           ///< false: the answer's body is counted and thrown away
};

struct Answer {
  int status = 0;  ///< 0: no whole answer came
  Bytes size = 0;
  std::string body;
};

/// A kept-alive connection as cheap as a real client's can be: blocking calls, files are sent by
/// the kernel, bodies are read into one buffer and thrown away. (Letting the kernel throw them
/// away, MSG_TRUNC, would reward servers for segments that a client that copies is slow with.)
class LoadClient {
 public:
  explicit LoadClient(unsigned short port);
  ~LoadClient();
  LoadClient(const LoadClient&) = delete;
  LoadClient& operator=(const LoadClient&) = delete;

  bool connected() const { return connected_; }
  Answer send(const Request& request);

 private:
  bool write(const Request& request);
  bool read_head(std::string& text);
  bool read_body(Answer& answer, bool keep);

  int socket_ = -1;
  bool connected_ = false;
};

}  // namespace bxbench::bench
