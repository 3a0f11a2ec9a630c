// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/command.hpp>
#include <harness/cli/serve_session.hpp>
#include <harness/service/actions_cache/fault/parse_fault.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <charconv>
#include <memory>

namespace bxbench::cli {
namespace {

namespace cache = service::actions_cache;

constexpr const char* examples =
    "Examples:\n"
    "  eval \"$(bxbench serve --dir cache &)\"     in this shell: point every client to it\n"
    "  kill $BXBENCH_SERVE_PID                   … and end it\n"
    "  bxbench serve --scope refs/heads/feature --scope refs/heads/main:r\n"
    "  bxbench serve --quota 50MB --access-log -\n"
    "  bxbench serve --fault on=lookup,status=429,retry-after=2,times=3\n"
    "  bxbench serve --fault on=download,reset=30MB,times=1 --fault on=upload,delay=0.5\n\n"
    "Docker's daemon fetches payloads itself: it must reach the address. For builders in\n"
    "containers give --listen and --external-url.\n";

/// What the command line says, before it is understood.
struct Words {
  std::string listen = "127.0.0.1:0";
  std::vector<std::string> scopes{"refs/heads/main"};
  std::vector<std::string> faults;
  std::uint64_t token_lifetime = 6 * 3600;
};

Result<void> read_listen(const std::string& text, cache::Settings& settings) {
  const auto colon = text.rfind(':');
  const auto digits = text.substr(colon == std::string::npos ? 0 : colon + 1);
  unsigned short port = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (failure != std::errc{} || end != digits.data() + digits.size())
    return Error{Errc::bad_input, fmt::format("--listen: '{}' does not end in a port", text),
                 "write ADDRESS:PORT or PORT alone, like 127.0.0.1:8080; port 0 is any free one"};
  settings.port = port;
  if (colon == std::string::npos) return {};
  auto address = text.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']'))
    address = address.substr(1, address.size() - 2);
  settings.address = address;
  return {};
}

/// "refs/heads/main" or "refs/heads/main:r": the last colon's word says what the token may do.
Result<cache::Grant> read_scope(const std::string& text) {
  const auto colon = text.rfind(':');
  const auto word = colon == std::string::npos ? "rw" : text.substr(colon + 1);
  const auto scope = text.substr(0, colon);
  if (scope.empty() || (word != "r" && word != "w" && word != "rw"))
    return Error{Errc::bad_input, fmt::format("--scope: '{}' is no scope", text),
                 "write REF, REF:r (read only) or REF:rw, like refs/heads/main:r"};
  return cache::Grant{scope, word == "r" ? 1 : word == "w" ? 2 : 3};
}

Result<void> understand(const Words& words, ServeOptions& options) {
  if (auto read = read_listen(words.listen, options.settings); !read) return read.error();
  for (const auto& text : words.scopes) {
    auto grant = read_scope(text);
    if (!grant) return grant.error();
    options.grants.push_back(std::move(*grant));
  }
  for (const auto& text : words.faults) {
    auto fault = cache::parse_fault(text);
    if (!fault) {
      Error error = fault.error();
      error.message = fmt::format("--fault '{}': {}", text, error.message);
      return error;
    }
    options.faults.push_back(std::move(*fault));
  }
  options.token_lifetime = std::chrono::seconds(words.token_lifetime);
  return {};
}

void add_service(CLI::App& command, ServeOptions& options, Words& words) {
  auto& settings = options.settings;
  command.add_option("--dir", settings.directory,
                     "Keep the entries there (default: a temporary directory)");
  command
      .add_option("--listen", words.listen, "Where to listen; not on loopback only if you say so")
      ->type_name("ADDRESS:PORT")
      ->capture_default_str();
  command.add_option("--external-url", settings.external_url,
                     "The URL by which clients reach it, where that is another");
  command.add_option("--quota", settings.quota, "Evict the least recently used entries beyond it")
      ->transform(CLI::AsSizeValue(true))
      ->type_name("SIZE")
      ->default_str("10GB");
  command
      .add_option("--scope", words.scopes,
                  "What the printed token may use, own ref first: REF, REF:r or REF:rw")
      ->allow_extra_args(false)
      ->type_name("REF[:r|:rw]")
      ->default_str("refs/heads/main");
  command.add_option("--token-lifetime", words.token_lifetime, "How long the token is valid")
      ->transform(CLI::AsNumberWithUnit(
          std::map<std::string, std::uint64_t>{{"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}},
          CLI::AsNumberWithUnit::CASE_INSENSITIVE))
      ->type_name("SECONDS|6h")
      ->default_str("6h");
  command
      .add_option("--version", options.protocol,
                  "Protocol that the printed environment selects; both are served")
      ->check(CLI::IsMember({1, 2}))
      ->capture_default_str();
}

void add_trouble(CLI::App& command, ServeOptions& options, Words& words) {
  command
      .add_option("--fault", words.faults,
                  "Spoil answers on purpose: on=…,key=…,after=…,times=…,probability=… and one of "
                  "status=…[,retry-after=…], delay=…, reset=…, truncate=…, stall=…")
      ->allow_extra_args(false)
      ->type_name("SPEC");
  command.add_option("--seed", options.settings.seed, "Seed of faults with a probability")
      ->capture_default_str();
  command.add_flag("--read-only", options.read_only, "Refuse new entries");
  command.add_flag("--rate-limits", options.settings.rate_limits,
                   "GitHub's: 200 new entries and 1500 downloads a minute");
  command.add_option("--access-log", options.access_log,
                     "Append each request to it as a line of JSON; '-' is stderr");
  command.add_flag("-q,--quiet", options.quiet, "Say nothing on stderr");
}

}  // namespace

void declare_serve(CLI::App& app, Action& chosen) {
  auto* command = app.add_subcommand(
      "serve", "The Actions cache service alone, for act, BuildKit, @actions/cache");
  auto options = std::make_shared<ServeOptions>();
  auto words = std::make_shared<Words>();
  add_service(*command, *options, *words);
  add_trouble(*command, *options, *words);
  command->footer(examples);
  command->callback([&chosen, options, words] {
    chosen = [options, words](const auto&) -> Result<int> {
      if (auto understood = understand(*words, *options); !understood) return understood.error();
      return serve_session(*options);
    };
  });
}

}  // namespace bxbench::cli
