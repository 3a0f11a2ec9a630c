// SPDX-License-Identifier: Apache-2.0
// mover extract|inject PORT SECRET DIRECTORY…   mover look NONCE DIRECTORY…
#include <harness/cachemount/mover/mover.hpp>

#include <arpa/inet.h>
#include <cerrno>
#include <cinttypes>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <netinet/in.h>
#include <string_view>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace bxbench::mover {

Failure failure(const std::string& what, const std::string& name) {
  return {what + " " + name + ": " + std::strerror(errno)};
}

namespace {

/// Every transfer has its own connection; its first line proves that it is the step's.
int connect_to(const char* port, const std::string& greeting) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(port)));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (socket < 0 || ::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    throw failure("cannot reach bxbench at port", port);
  if (::send(socket, greeting.data(), greeting.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(greeting.size()))
    throw failure("cannot greet bxbench at port", port);
  return socket;
}

void enter(const char* directory) {
  if (::chdir(directory) != 0) throw failure("cannot enter", directory);
}

/// A line for the caller: it compares the numbers with those of the stream.
void tell(int number, const Count& count) {
  std::printf("mount %d %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 "\n", number, count.files,
              count.directories, count.others, count.bytes);
}

void move(std::string_view verb, const char* port, const std::string& secret, char** directories) {
  for (int number = 0; directories[number] != nullptr; ++number) {
    enter(directories[number]);
    const int socket = connect_to(port, secret + " " + std::to_string(number) + "\n");
    const auto count = verb == "extract" ? write_tree(socket) : read_tree(socket);
    ::close(socket);
    tell(number, count);
  }
}

void run(int words, char** word) {
  const std::string_view verb = words > 1 ? word[1] : "";
  if ((verb == "extract" || verb == "inject") && words > 4) {
    move(verb, word[2], word[3], word + 4);
  } else if (verb == "look" && words > 2) {
    for (int n = 3; n < words; ++n) {
      enter(word[n]);
      tell(n - 3, look());
    }
  } else {
    throw Failure{"usage: mover extract|inject PORT SECRET DIRECTORY… or look NONCE DIRECTORY…"};
  }
}

}  // namespace
}  // namespace bxbench::mover

int main(int words, char** word) {
  std::signal(SIGPIPE, SIG_IGN);
  std::setlocale(LC_CTYPE, "C.UTF-8");  // names go into a tar as UTF-8; others byte by byte
  ::umask(0);
  try {
    bxbench::mover::run(words, word);
  } catch (const bxbench::mover::Failure& failure) {
    std::fflush(stdout);
    std::fprintf(stderr, "mover: %s\n", failure.why.c_str());
    return 1;
  }
  return std::fflush(stdout) == 0 ? 0 : 1;
}
