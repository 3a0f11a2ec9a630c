// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/console.hpp>
#include <harness/cli/live_status.hpp>
#include <harness/report/number.hpp>
#include <harness/support/say.hpp>
#include <harness/support/units.hpp>

#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unistd.h>

namespace bxbench::cli {
namespace {

std::string trial_name(const plan::Trial& trial) {
  return fmt::format("{} / {} / {}", trial.workload->name, trial.strategy->name,
                     trial.scenario->name);
}

/// Cuts at a column, between characters of UTF-8, and takes out control characters.
std::string fit(const std::string& text, int width) {
  std::string line;
  int columns = 0;
  for (const char c : text) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (!continues && ++columns > width - 1) break;
    line += static_cast<unsigned char>(c) < 0x20U ? ' ' : c;
  }
  return line;
}

std::string outcome_of(const journal::TrialFinished& trial) {
  if (!trial.error.empty()) return "FAILED: " + trial.error.substr(0, trial.error.find('\n'));
  std::string text;
  if (trial.samples.empty() && trial.expectations > 0)
    text =
        fmt::format("{}/{} held",
                    static_cast<std::size_t>(trial.expectations) - trial.failed_expectations.size(),
                    trial.expectations);
  for (const auto& sample : trial.samples) {
    const auto& steps = sample.evidence.steps;
    text += fmt::format("{}{} {} ({}/{} cached){}", text.empty() ? "" : ", ", sample.cell.job,
                        report::human_seconds(sample.job_seconds), steps.cached, steps.total,
                        sample.valid ? "" : " INVALID");
  }
  return text;
}

class LiveStatus : public execution::Observer {
 public:
  LiveStatus(const boost::asio::any_io_executor& executor, Verbosity verbosity)
      : redraws_(is_terminal(STDERR_FILENO) && verbosity != Verbosity::quiet),
        verbosity_(verbosity),
        timer_(executor) {
    if (redraws_) tick();
  }
  ~LiveStatus() override { erase(); }

  void preparing(const std::string& what) override {
    print(what + " …");
    now_ = what;
    draw();
  }

  void planned(std::size_t trials) override {
    if (trials_ == 0) started_ = Clock::now();
    trials_ = trials;
  }

  void trial_started(const plan::Trial& trial, std::size_t number) override {
    number_ = number;
    trial_ = trial_name(trial);
    now_.clear();
    draw();
  }

  void job_phase(const std::string& job, const std::string& phase) override {
    now_ = job + ": " + phase;
    vertex_.clear();
    if (verbosity_ == Verbosity::verbose) print(fmt::format("  {}", now_));
    draw();
  }

  void vertex_started(const std::string& name) override {
    vertex_ = name;
    if (verbosity_ == Verbosity::verbose) print("    " + name);
  }

  void trial_finished(const journal::TrialFinished& trial) override {
    print(fmt::format("[{}/{}] {}  {}", number_, trials_, trial_, outcome_of(trial)));
    ++done_;
  }

 private:
  void tick() {
    draw();
    timer_.expires_after(std::chrono::seconds(1));
    timer_.async_wait([this](boost::system::error_code failure) {
      if (!failure) tick();
    });
  }

  void print(const std::string& line) {
    if (verbosity_ == Verbosity::quiet) return;
    erase();
    say(fmt::format("{}\n", fit(line, 400)));
  }

  std::string times() const {
    if (trials_ == 0) return "";
    const double elapsed = seconds(Clock::now() - started_);
    std::string text = report::human_seconds(elapsed);
    if (done_ == 0) return text;
    const auto to_come = static_cast<double>(trials_ - std::min(number_ - 1, trials_));
    const double left = elapsed / static_cast<double>(done_) * to_come;
    return fmt::format("{}, about {} left", text, report::human_seconds(left));
  }

  void draw() {
    if (!redraws_) return;
    std::string line =
        trials_ == 0 ? now_
                     : fmt::format("[{}/{}] {}  {}  ({})", number_, trials_, trial_, now_, times());
    if (now_.find("build") != std::string::npos && !vertex_.empty()) line += "  " + vertex_;
    say(fmt::format("\r\033[K{}", fit(line, width_of(STDERR_FILENO))));
  }

  void erase() {
    if (redraws_) say(fmt::format("\r\033[K"));
  }

  bool redraws_;
  Verbosity verbosity_;
  boost::asio::steady_timer timer_;
  Clock::time_point started_ = Clock::now();
  std::size_t trials_ = 0, number_ = 0, done_ = 0;
  std::string trial_, now_, vertex_;
};

}  // namespace

std::unique_ptr<execution::Observer> make_live_status(boost::asio::any_io_executor executor,
                                                      Verbosity verbosity) {
  return std::make_unique<LiveStatus>(executor, verbosity);
}

}  // namespace bxbench::cli
