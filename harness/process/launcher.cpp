// SPDX-License-Identifier: Apache-2.0
#include <harness/process/launcher.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace bxbench::process {
namespace {

std::string quoted(const std::string& word) {
  const bool plain = word.find_first_not_of(
                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                         "-_./:=,@%+") == std::string::npos;
  if (plain && !word.empty()) return word;
  std::string text = "'";
  for (const char c : word)
    text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

std::string tail_of(const std::string& text) {
  constexpr std::size_t shown = 1500;
  const auto end = text.find_last_not_of(" \n");
  if (end == std::string::npos) return "";
  const std::string whole = text.substr(0, end + 1);
  return whole.size() <= shown ? whole : "…" + whole.substr(whole.size() - shown);
}

}  // namespace

std::string to_text(const Command& command) {
  std::vector<std::string> words;
  for (const auto& word : command.argv)
    words.push_back(quoted(word));
  return fmt::format("{}", fmt::join(words, " "));
}

std::string describe_end(const Outcome& outcome) {
  switch (outcome.end) {
    case Outcome::End::exited:
      return fmt::format("exit code {}", outcome.code);
    case Outcome::End::signalled:
      return fmt::format("signal {}", outcome.code);
    case Outcome::End::timed_out:
      return "stopped after its time limit";
    case Outcome::End::cancelled:
      return "interrupted";
  }
  return "";
}

boost::asio::awaitable<Result<Outcome>> run_checked(Launcher& launcher, Command command,
                                                    std::string doing) {
  auto outcome = co_await launcher.run(command);
  if (!outcome) {
    Error error = outcome.error();
    error.message = doing + ": " + error.message;
    co_return error;
  }
  if (outcome->end == Outcome::End::cancelled) co_return Error{Errc::interrupted, "interrupted"};
  if (outcome->succeeded()) co_return outcome;
  const auto code = outcome->end == Outcome::End::timed_out ? Errc::timed_out : Errc::environment;
  const auto said = tail_of(outcome->err.empty() ? outcome->out : outcome->err);
  co_return Error{code, fmt::format("{}: {} ({}){}{}", doing, to_text(command),
                                    describe_end(*outcome), said.empty() ? "" : "\n", said)};
}

boost::asio::awaitable<Result<void>> copy_exactly(Launcher& launcher, std::filesystem::path from,
                                                  std::filesystem::path to) {
  const Command copy{.argv = {"cp", "-ax", "--reflink=auto", "--", from.string(), to.string()}};
  auto copied = co_await run_checked(launcher, copy, "copying " + from.string());
  if (!copied) co_return copied.error();
  co_return Result<void>{};
}

}  // namespace bxbench::process
