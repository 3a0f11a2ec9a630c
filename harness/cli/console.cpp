// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/console.hpp>

#include <clocale>
#include <cstdlib>
#include <cstring>
#include <langinfo.h>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace bxbench::cli {
namespace {

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

bool is_dumb() {
  const char* terminal = std::getenv("TERM");
  return terminal == nullptr || std::string_view(terminal) == "dumb";
}

bool is_utf8() {
  std::setlocale(LC_CTYPE, "");
  const bool utf8 = std::string_view(nl_langinfo(CODESET)) == "UTF-8";
  std::setlocale(LC_CTYPE, "C");
  return utf8;
}

}  // namespace

bool is_terminal(int fd) {
  return ::isatty(fd) == 1 && !is_dumb();
}

bool wants_color(int fd, bool no_color) {
  return !no_color && !is_set("NO_COLOR") && is_terminal(fd);
}

int width_of(int fd) {
  winsize size{};
  if (::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const int columns = is_set("COLUMNS") ? std::atoi(std::getenv("COLUMNS")) : 0;
  return columns > 0 ? columns : 100;
}

report::Layout layout_of_stdout(bool no_color) {
  // What is no terminal is a file or a pipe of our time: UTF-8.
  const bool terminal = ::isatty(STDOUT_FILENO) == 1;
  return {width_of(STDOUT_FILENO), wants_color(STDOUT_FILENO, no_color), !terminal || is_utf8()};
}

}  // namespace bxbench::cli
