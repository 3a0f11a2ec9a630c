// SPDX-License-Identifier: Apache-2.0
#include <tests/bench/cache/load_client.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bxbench::bench {
namespace {

constexpr std::size_t piece_size = 1024 * 1024;

bool send_all(int socket, std::string_view text, int flags) {
  while (!text.empty()) {
    const auto sent = ::send(socket, text.data(), text.size(), MSG_NOSIGNAL | flags);
    if (sent <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool send_file(int socket, const Upload& upload) {
  off_t at = 0;
  while (static_cast<Bytes>(at) < upload.size) {
    const auto left = static_cast<std::size_t>(upload.size) - static_cast<std::size_t>(at);
    if (::sendfile(socket, upload.descriptor, &at, std::min(left, piece_size)) <= 0) return false;
  }
  return true;
}

}  // namespace

LoadClient::LoadClient(unsigned short port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const timeval patience{60, 0};  // a server that hangs is an error, not a bench that hangs
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
}

LoadClient::~LoadClient() {
  ::close(socket_);
}

Answer LoadClient::send(const Request& request) {
  Answer answer;
  std::string head;
  if (!connected_ || !write(request) || !read_head(head)) return {};
  const auto end = head.find("\r\n\r\n") + 4;
  const auto field = head.find("Content-Length: ");
  answer.size = field < end ? std::strtoull(head.c_str() + field + 16, nullptr, 10) : 0;
  answer.body = head.substr(end);
  if (!read_body(answer, request.keep_body)) return {};
  answer.status = std::atoi(head.c_str() + 9);
  return answer;
}

bool LoadClient::write(const Request& request) {
  const auto size = request.upload ? request.upload->size : request.text.size();
  const auto head = fmt::format("{} {} HTTP/1.1\r\nHost: 127.0.0.1\r\n{}Content-Length: {}\r\n\r\n",
                                request.method, request.target, request.fields, size);
  if (request.upload)
    return send_all(socket_, head, MSG_MORE) && send_file(socket_, *request.upload);
  return send_all(socket_, head + request.text, 0);
}

bool LoadClient::read_head(std::string& text) {
  char piece[4096];
  while (text.find("\r\n\r\n") == std::string::npos) {
    const auto got = ::recv(socket_, piece, sizeof piece, 0);
    if (got <= 0) return false;
    text.append(piece, static_cast<std::size_t>(got));
  }
  return true;
}

bool LoadClient::read_body(Answer& answer, bool keep) {
  char piece[64 * 1024];
  for (Bytes got = answer.body.size(); got < answer.size;) {
    const auto left = static_cast<std::size_t>(answer.size - got);
    const auto more = ::recv(socket_, piece, std::min(left, sizeof piece), 0);
    if (more <= 0) return false;
    if (keep) answer.body.append(piece, static_cast<std::size_t>(more));
    got += static_cast<Bytes>(more);
  }
  return true;
}

}  // namespace bxbench::bench
