// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/build_table.hpp>
#include <harness/cilog/scan.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace bxbench::cilog {
namespace {

using progress::StepKind;
using State = BuildStep::State;

constexpr std::size_t vertices_limit = 20'000, arguments_limit = 100, announced_limit = 100;

StepKind kind_of_name(const std::string& name) {
  progress::Vertex vertex;
  vertex.name = name;
  vertex.inputs = {"unknown"};  // text does not tell them; without any, ADD would be a download
  // Bake puts the target's name before: "[api] exporting to GitHub Actions Cache".
  if (const auto end = name.find("] "); name.starts_with('[') && end != name.npos) {
    progress::Vertex inner;
    inner.name = name.substr(end + 2);
    const auto kind = progress::kind_of(inner);
    if (kind == StepKind::import_cache || kind == StepKind::export_cache) return kind;
  }
  return progress::kind_of(vertex);
}

struct Word {
  std::string_view text, backend;
};

constexpr std::array exporters{
    Word{"GitHub Actions Cache", "gha"}, Word{"inline", "inline"}, Word{"registry", "registry"},
    Word{"client directory", "local"},   Word{"Amazon S3", "s3"},  Word{"Azure Blob", "azblob"},
};

std::string backend_of_export(std::string_view name) {
  const auto found = std::find_if(exporters.begin(), exporters.end(), [&](const auto& one) {
    return name.find(one.text) != name.npos;
  });
  return found == exporters.end() ? std::string{} : std::string(found->backend);
}

/// "gha:15693311099075939781", "local:4421385834806915172", else a reference of a registry.
std::string backend_of_import(std::string_view source) {
  for (const std::string_view backend : {"gha", "local", "s3", "azblob"})
    if (source.starts_with(backend) && source.substr(backend.size()).starts_with(':'))
      return std::string(backend);
  return source.empty() ? "" : "registry";
}

/// The next argument of a command line, without quotes.
std::string next_argument(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t\\"), rest.size()));
  std::string argument;
  char quote = 0;
  for (; !rest.empty(); rest.remove_prefix(1)) {
    const char c = rest.front();
    if (quote == 0 && (c == ' ' || c == '\t')) break;
    if (quote == 0 && (c == '"' || c == '\''))
      quote = c;
    else if (c == quote)
      quote = 0;
    else if (argument.size() < text_limit)
      argument += c;
  }
  return printable(argument, text_limit);
}

/// Whether a word continues the value of a cache flag: ",scope=x", or "mode=max" behind a comma.
bool continues(std::string_view value, std::string_view word, std::string_view rest) {
  if (word.empty() || word.starts_with('-')) return false;
  if (word.starts_with(',') || value.ends_with(',')) return true;
  // A blank inside of a value, "scope=CI build,mode=max"; the last word is the context.
  const bool is_last = rest.find_first_not_of(" \t") == rest.npos;
  return !is_last && value.find('=') != value.npos && word.find(',') != word.npos;
}

/// The value of a cache flag. The runner prints a command without quotes, so that a value with
/// blanks is cut there.
std::string next_cache_spec(std::string value, std::string_view& rest, bool script) {
  while (!script) {
    auto after = rest;
    const auto more = next_argument(after);
    if (!continues(value, more, after)) break;
    value = printable(value + ' ' + more, text_limit);
    rest = after;
  }
  return value;
}

void add_to(std::vector<std::string>& list, std::string value) {
  if (list.size() < arguments_limit && !value.empty()) list.push_back(std::move(value));
}

}  // namespace

void BuildTable::announce_command(std::string_view command, bool script) {
  // The shell repeats what the script said: the repetition has the variables' values.
  if (!script && from_script_) next_.clear();
  from_script_ = script;
  if (next_.size() >= announced_limit) return;
  BuildBegins build;
  build.command = printable(command, text_limit);
  for (auto rest = command; !rest.empty();) {
    auto argument = next_argument(rest);
    const auto equals = argument.find('=');
    const auto name = argument.substr(0, equals);
    const bool known = name == "--cache-from" || name == "--cache-to" || name == "--builder";
    if (!known) continue;
    auto value = equals == argument.npos ? next_argument(rest) : argument.substr(equals + 1);
    if (name == "--cache-from")
      add_to(build.cache_from, next_cache_spec(std::move(value), rest, script));
    else if (name == "--cache-to")
      add_to(build.cache_to, next_cache_spec(std::move(value), rest, script));
    else
      build.builder = std::move(value);
  }
  next_.emplace_back(std::move(build), std::vector{out_.here()});
}

void BuildTable::announce_builder(std::string_view builder, std::string_view driver) {
  if (next_.empty()) next_.emplace_back();
  auto& [build, lines] = next_.front();
  build.builder = printable(builder, text_limit);
  build.driver = printable(driver, text_limit);
  if (lines.size() < 2) lines.push_back(out_.here());
}

void BuildTable::forget_announced() {
  next_.clear();
}

void BuildTable::begin() {
  end(false);
  open_ = true;
  ++builds_;
  begun_ = last_ = out_.time();
  if (next_.empty()) next_.emplace_back(BuildBegins{}, std::vector{out_.here()});
  auto [build, lines] = std::move(next_.front());
  next_.pop_front();
  out_.emit(std::move(build), std::move(lines));
}

LoggedVertex* BuildTable::find(std::string_view id) {
  const auto found = index_.find(id.substr(0, text_limit));
  return found == index_.end() ? nullptr : found->second;
}

LoggedVertex* BuildTable::add(std::string_view id, std::string_view name) {
  if (vertices_.size() >= vertices_limit) return nullptr;
  auto& vertex = vertices_.emplace_back();
  vertex.id = printable(id, text_limit);
  vertex.output = Output(vertex.id);
  vertex.header = vertex.ending = out_.here();
  index_.insert_or_assign(std::string(id.substr(0, text_limit)), &vertex);
  rename(vertex, name);
  out_.emit(BuildStep{State::started, vertex.id, vertex.name, {}, false, {}});
  return &vertex;
}

LoggedVertex* BuildTable::find_or_add(std::string_view id, std::string_view name) {
  auto* known = find(id);
  return known == nullptr ? add(id, name) : known;
}

void BuildTable::rename(LoggedVertex& vertex, std::string_view name) {
  vertex.name = printable(name, text_limit);
  vertex.kind = kind_of_name(vertex.name);
}

void BuildTable::finish(LoggedVertex& vertex, State state, std::optional<double> seconds,
                        std::string_view error) {
  vertex.cached = vertex.cached || state == State::cached;
  vertex.reopened = vertex.reopened || (vertex.cached && state == State::done);
  if (!vertex.cached || state != State::done) vertex.ending = out_.here();
  vertex.state = state;
  if (seconds) vertex.seconds = seconds;
  if (!error.empty()) vertex.error = printable(error, text_limit);
  vertex.time = last_ = out_.time();
}

void BuildTable::context_size(Bytes bytes) {
  context_ = bytes;
  context_line_ = out_.here();
}

void BuildTable::tell_transfer(const LoggedVertex& vertex) {
  CacheTransfer transfer;
  const bool import = vertex.kind == StepKind::import_cache;
  transfer.direction =
      import ? CacheTransfer::Direction::import : CacheTransfer::Direction::export_;
  transfer.outcome = vertex.state == State::error      ? CacheTransfer::Outcome::failed
                     : vertex.state == State::canceled ? CacheTransfer::Outcome::skipped
                                                       : CacheTransfer::Outcome::done;
  auto name = std::string_view(vertex.name);
  if (import) {
    name.remove_prefix(std::min(name.find(" from ") + 6, name.size()));
    transfer.backend = backend_of_import(name);
  } else {
    transfer.backend = backend_of_export(name);
  }
  transfer.name = name;
  transfer.seconds = vertex.seconds;
  transfer.error = vertex.error;
  out_.emit(std::move(transfer), {vertex.ending, vertex.header}, vertex.time);
}

void BuildTable::tell(LoggedVertex& vertex) {
  vertex.output.finish(vertex.name, out_);
  // One that was called cached is opened again to fetch its layers; without any, it was made again.
  if (vertex.cached && vertex.state == State::done && (vertex.fetched || !vertex.reopened))
    vertex.state = State::cached;
  const bool over = vertex.state != State::started;
  const bool transfer =
      vertex.kind == StepKind::import_cache || vertex.kind == StepKind::export_cache;
  if (transfer && over) return tell_transfer(vertex);
  const bool fetched = vertex.fetched && vertex.kind == StepKind::step && vertex.output.empty();
  out_.emit(BuildStep{vertex.state, vertex.id, vertex.name, vertex.seconds, fetched, vertex.error},
            {vertex.ending, vertex.header}, vertex.time);
}

void BuildTable::end(bool failed, std::optional<double> seconds) {
  if (!open_) return;
  for (auto& vertex : vertices_)
    tell(vertex);
  if (context_) out_.emit(ContextSize{*context_}, {context_line_});
  if (!seconds && begun_ && last_) seconds = *last_ - *begun_;
  out_.emit(BuildEnds{failed, seconds});
  open_ = false;
  index_.clear();
  vertices_.clear();
  context_.reset();
}

}  // namespace bxbench::cilog
