// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/peek.hpp>

#include <cstdio>
#include <memory>
#include <unistd.h>
#include <vector>

namespace bxbench::cli {
namespace {

constexpr std::size_t peeked = 1 << 16, block = 1 << 18;

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

Result<void> spool(int fd) {
  const std::unique_ptr<std::FILE, Close> copy(std::tmpfile());
  if (!copy) return Error{Errc::io, "cannot make a temporary file for what is piped in"};
  std::vector<char> buffer(block);
  ssize_t got = 0;
  while ((got = ::read(fd, buffer.data(), buffer.size())) > 0)
    if (std::fwrite(buffer.data(), 1, static_cast<std::size_t>(got), copy.get()) !=
        static_cast<std::size_t>(got))
      got = -1;
  if (got < 0 || std::fflush(copy.get()) != 0 || ::dup2(::fileno(copy.get()), fd) < 0 ||
      ::lseek(fd, 0, SEEK_SET) != 0)
    return Error{Errc::io, "cannot copy what is piped in to a temporary file"};
  return {};
}

}  // namespace

Result<std::string> peek(int fd) {
  auto begin = ::lseek(fd, 0, SEEK_CUR);
  if (begin < 0) {
    if (auto copied = spool(fd); !copied) return copied.error();
    begin = 0;
  }
  std::string text(peeked, '\0');
  const auto got = ::pread(fd, text.data(), text.size(), begin);
  if (got < 0) return Error{Errc::io, "cannot read what is piped in"};
  text.resize(static_cast<std::size_t>(got));
  return text;
}

}  // namespace bxbench::cli
