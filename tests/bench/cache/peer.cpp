// SPDX-License-Identifier: Apache-2.0
#include <tests/bench/cache/load_client.hpp>
#include <tests/bench/cache/peer.hpp>

#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace bxbench::bench {
namespace {

unsigned short free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ::bind(probe, reinterpret_cast<sockaddr*>(&address), size);
  ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(probe);
  return ntohs(address.sin_port);
}

void wait_until_listening(unsigned short port) {
  for (int count = 0; count < 200; ++count) {
    if (LoadClient(port).connected()) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  throw std::runtime_error("the server does not listen");
}

[[noreturn]] void become(const std::vector<std::string>& argv, int in, int out) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  ::dup2(in, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  std::vector<char*> words;
  for (const auto& word : argv)
    words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  ::execvp(words[0], words.data());
  ::_exit(127);
}

}  // namespace

Child::Child(const std::vector<std::string>& argv) {
  int in[2], out[2];
  if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0)
    throw std::runtime_error("no pipes");
  pid_ = ::fork();
  if (pid_ == 0) become(argv, in[0], out[1]);
  ::close(in[0]);
  ::close(out[1]);
  in_ = in[1];
  out_ = out[0];
}

Child::~Child() {
  ::close(in_);
  ::close(out_);
  if (pid_ <= 0) return;
  ::kill(pid_, SIGTERM);
  wait();
}

int Child::wait() {
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string Child::line() {
  std::string text;
  char letter = 0;
  while (::read(out_, &letter, 1) == 1 && letter != '\n')
    text += letter;
  return text;
}

Bytes Child::peak_memory() const {
  std::ifstream status(fmt::format("/proc/{}/status", pid_));
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) return std::strtoull(line.c_str() + 6, nullptr, 10) * 1024;
  return 0;
}

Peer start_service(const std::string& program, const std::filesystem::path& directory) {
  Peer peer{std::make_unique<Child>(std::vector<std::string>{program, directory.string()})};
  const auto line = peer.child->line();
  const auto space = line.find(' ');
  if (space == std::string::npos) throw std::runtime_error("the cache service did not start");
  peer.port = static_cast<unsigned short>(std::atoi(line.c_str()));
  peer.token = line.substr(space + 1);
  return peer;
}

Peer start_nginx(const std::filesystem::path& root, const std::filesystem::path& scratch) {
  Peer peer;
  peer.port = free_port();
  const auto config = scratch / "nginx.conf";
  std::ofstream(config) << fmt::format(
      "daemon off; master_process off; worker_processes 1; worker_rlimit_nofile 8192;\n"
      "error_log {0}/nginx.log; pid {0}/nginx.pid;\n"
      "events {{ worker_connections 4096; }}\n"
      "http {{ access_log off; sendfile on; keepalive_requests 1000000;\n"
      "  client_body_temp_path {0}/b; proxy_temp_path {0}/p; fastcgi_temp_path {0}/f;\n"
      "  uwsgi_temp_path {0}/u; scgi_temp_path {0}/s;\n"
      "  server {{ listen 127.0.0.1:{1} backlog=4096; root {2}; }} }}\n",
      scratch.string(), peer.port, root.string());
  peer.child = std::make_unique<Child>(
      std::vector<std::string>{"nginx", "-p", scratch.string(), "-c", config.string()});
  wait_until_listening(peer.port);
  return peer;
}

}  // namespace bxbench::bench
