// SPDX-License-Identifier: Apache-2.0
#include <harness/process/asio_launcher.hpp>
#include <harness/process/find_program.hpp>
#include <harness/process/usage_meter.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/readable_pipe.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/process/v2/environment.hpp>
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/start_dir.hpp>
#include <boost/process/v2/stdio.hpp>
#include <fmt/format.h>

#include <array>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <linux/close_range.h>
#include <memory>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace asio = boost::asio;
namespace bp = boost::process::v2;
using namespace asio::experimental::awaitable_operators;

namespace bxbench::process {
namespace {

using Child = bp::basic_process<asio::any_io_executor>;

/// Runs between fork and exec: a group of its own, and no life after bxbench's.
struct OwnGroup {
  int signal_on_parent_death;
  pid_t parent = ::getpid();
  template <class Launcher>
  bp::error_code on_exec_setup(Launcher&, const bp::filesystem::path&, const char* const*) {
    ::setpgid(0, 0);
    ::signal(SIGPIPE, SIG_DFL);
    ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);  // no socket of bxbench lives on in a daemon
    ::prctl(PR_SET_PDEATHSIG, signal_on_parent_death);
    if (::getppid() != parent) ::_exit(127);  // it died before it could be watched
    return {};
  }
};

std::vector<std::string> environment_of(const Environment& common, const Environment& own) {
  Environment merged;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const auto equals = text.find('=');
    if (equals != std::string_view::npos)
      merged[std::string(text.substr(0, equals))] = text.substr(equals + 1);
  }
  for (const auto* layer : {&common, &own})
    for (const auto& [name, value] : *layer)
      merged[name] = value;
  std::vector<std::string> list;
  for (const auto& [name, value] : merged)
    if (!value.empty()) list.push_back(name + "=" + value);
  return list;
}

void keep_tail(std::string& kept, std::string_view more) {
  kept.append(more);
  if (kept.size() > 2 * output_limit) kept.erase(0, kept.size() - output_limit);
}

/// Returns when the child has ended, which leaves it to be looked at and reaped; at once where the
/// kernel (before 5.3) cannot tell.
asio::awaitable<void> wait_for_exit(pid_t child) {
  const auto handle = static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
  if (handle < 0) co_return;
  asio::posix::stream_descriptor exit(co_await asio::this_coro::executor, handle);
  boost::system::error_code ignored;
  co_await exit.async_wait(asio::posix::stream_descriptor::wait_read,
                           asio::redirect_error(asio::use_awaitable, ignored));
}

/// Reads to the end of a pipe, which is kept, or goes to `on_line` line by line as it comes.
asio::awaitable<void> drain(asio::readable_pipe& pipe, std::string& kept,
                            const std::function<void(std::string_view)>& on_line) {
  std::array<char, 1 << 16> buffer{};
  std::string line;
  for (;;) {
    boost::system::error_code failure;
    const auto count = co_await pipe.async_read_some(
        asio::buffer(buffer), asio::redirect_error(asio::use_awaitable, failure));
    const std::string_view piece(buffer.data(), count);
    if (!on_line) {
      keep_tail(kept, piece);
    } else {
      line.append(piece);
      std::size_t begin = 0;
      for (auto end = line.find('\n'); end != std::string::npos; end = line.find('\n', begin)) {
        on_line(std::string_view(line).substr(begin, end - begin));
        begin = end + 1;
      }
      line.erase(0, begin);
    }
    if (failure) break;
  }
  if (on_line && !line.empty()) on_line(line);
}

/// Stops a process group step by step: interrupt, polite exit, kill. Its handlers keep it alive:
/// one may be queued when the child ends.
class StopLadder : public std::enable_shared_from_this<StopLadder> {
 public:
  StopLadder(const asio::any_io_executor& executor, pid_t group)
      : timer_(executor), group_(group) {}
  void start(Outcome::End reason) {
    if (reason_) return;
    reason_ = reason;
    climb();
  }
  void child_ended() {
    ended_ = true;
    timer_.cancel();
  }
  std::optional<Outcome::End> reason() const { return reason_; }

 private:
  void climb() {
    constexpr std::array signals{SIGINT, SIGTERM, SIGKILL};
    if (ended_ || step_ == signals.size()) return;
    ::kill(-group_, signals[step_++]);
    timer_.expires_after(std::chrono::seconds(5));
    timer_.async_wait([self = shared_from_this()](boost::system::error_code failure) {
      if (!failure) self->climb();
    });
  }

  asio::steady_timer timer_;
  pid_t group_;
  std::size_t step_ = 0;
  bool ended_ = false;
  std::optional<Outcome::End> reason_;
};

class AsioDaemon : public Daemon {
 public:
  explicit AsioDaemon(Child child) : child_(std::move(child)) {}
  ~AsioDaemon() override {
    boost::system::error_code ignored;
    if (child_.is_open() && child_.running(ignored)) {
      ::kill(-child_.id(), SIGKILL);
      child_.wait(ignored);
    }
  }
  pid_t pid() const override { return child_.id(); }
  bool running() const override {
    boost::system::error_code ignored;
    return child_.is_open() && child_.running(ignored);
  }
  asio::awaitable<void> stop(Duration patience) override {
    if (!running()) co_return;
    ::kill(child_.id(), SIGTERM);
    asio::steady_timer timer(co_await asio::this_coro::executor);
    const auto deadline = Clock::now() + patience;
    while (running() && Clock::now() < deadline) {
      timer.expires_after(std::chrono::milliseconds(5));
      co_await timer.async_wait(asio::use_awaitable);
    }
    if (!running()) co_return;
    ::kill(-child_.id(), SIGKILL);
    boost::system::error_code ignored;
    child_.wait(ignored);
  }

 private:
  mutable Child child_;
};

class AsioLauncher : public Launcher {
 public:
  AsioLauncher(asio::any_io_executor executor, Interrupt& interrupt, Environment common)
      : executor_(std::move(executor)), interrupt_(interrupt), common_(std::move(common)) {}

  asio::awaitable<Result<Outcome>> run(Command command) override;
  bool interrupted() const override { return interrupt_.raised(); }
  Result<std::unique_ptr<Daemon>> start(Command command, std::filesystem::path log) override;

 private:
  template <class Stdio>
  Result<Child> spawn(const Command& command, Stdio&& stdio, int signal_on_parent_death) {
    auto program = find_program(command.argv.at(0));
    if (!program)
      return Error{Errc::environment,
                   fmt::format("the program '{}' is not installed", command.argv.at(0)),
                   "'bxbench doctor' tells what this machine needs"};
    const std::vector<std::string> arguments(command.argv.begin() + 1, command.argv.end());
    const auto directory = command.directory.empty() ? "." : command.directory.string();
    boost::system::error_code failure;
    bp::default_process_launcher launcher;
    auto child = launcher(
        executor_, failure, bp::filesystem::path(*program), arguments, std::forward<Stdio>(stdio),
        bp::process_environment(environment_of(common_, command.env)),
        bp::process_start_dir(bp::filesystem::path(directory)), OwnGroup{signal_on_parent_death});
    if (failure)
      return Error{Errc::environment,
                   fmt::format("cannot start {}: {}", *program, failure.message())};
    return Result<Child>(std::move(child));
  }

  asio::any_io_executor executor_;
  Interrupt& interrupt_;
  Environment common_;
};

asio::awaitable<Result<Outcome>> AsioLauncher::run(Command command) {
  if (interrupt_.raised()) co_return Error{Errc::interrupted, "interrupted"};
  Outcome outcome;
  asio::readable_pipe out(executor_), err(executor_);
  const auto started = Clock::now();
  auto child = spawn(command, bp::process_stdio{nullptr, out, err}, SIGKILL);
  if (!child) co_return child.error();

  const auto ladder = std::make_shared<StopLadder>(executor_, child->id());
  asio::steady_timer limit(executor_);
  if (command.limit) {
    limit.expires_after(*command.limit);
    limit.async_wait([ladder](boost::system::error_code failure) {
      if (!failure) ladder->start(Outcome::End::timed_out);
    });
  }
  const Interrupt::Subscription subscription(interrupt_,
                                             [ladder] { ladder->start(Outcome::End::cancelled); });

  auto wait_for_end = [&]() -> asio::awaitable<void> {
    boost::system::error_code ignored;
    co_await wait_for_exit(child->id());
    outcome.wall = Clock::now() - started;
    outcome.usage = usage_of_ended(child->id());
    co_await child->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    if (!outcome.usage) outcome.wall = Clock::now() - started;  // it was not waited for above
    ladder->child_ended();
    limit.cancel();
    ::kill(-child->id(), SIGKILL);  // what it left behind would keep the pipes open
  };
  const std::function<void(std::string_view)> no_listener;
  co_await (wait_for_end() && drain(out, outcome.out, no_listener) &&
            drain(err, outcome.err, command.on_error_line));

  const int status = child->native_exit_code();
  outcome.end = WIFSIGNALED(status) ? Outcome::End::signalled : Outcome::End::exited;
  outcome.code = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
  if (ladder->reason()) outcome.end = *ladder->reason();
  co_return outcome;
}

Result<std::unique_ptr<Daemon>> AsioLauncher::start(Command command, std::filesystem::path log) {
  const int fd = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (fd < 0)
    return Error{Errc::io, fmt::format("cannot create {}: {}", log.string(), std::strerror(errno))};
  auto child = spawn(command, bp::process_stdio{nullptr, fd, fd}, SIGTERM);
  ::close(fd);
  if (!child) return child.error();
  return std::make_unique<AsioDaemon>(std::move(*child));
}

}  // namespace

std::unique_ptr<Launcher> make_asio_launcher(asio::any_io_executor executor, Interrupt& interrupt,
                                             Environment common) {
  return std::make_unique<AsioLauncher>(std::move(executor), interrupt, std::move(common));
}

}  // namespace bxbench::process
