// SPDX-License-Identifier: Apache-2.0
#include <harness/cilog/carry_lines.hpp>
#include <harness/cilog/scan.hpp>

#include <nlohmann/json.hpp>

namespace bxbench::cilog {
namespace {

constexpr std::size_t instruction_limit = 4096, entries_limit = 100;

/// No copies of foreign values: they may be nested without limit, and copying is recursive.
std::string text_of(const nlohmann::json& value) {
  return value.is_string() ? value.get<std::string>() : std::string{};
}

std::string text_of(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? std::string{} : text_of(*found);
}

/// "type=cache,target=/go/pkg/mod,id=go-mod,uid=1000"
void read_mount(std::string_view options, Carry& carry) {
  while (!options.empty()) {
    auto value = take_until(options, ",");
    const auto name = take_until(value, "=");
    const auto text = printable(value, text_limit);
    if (name == "target" || name == "dst" || name == "destination")
      carry.target = text;
    else if (name == "id")
      carry.id = text;
    else if (name == "uid")
      carry.uid = text;
    else if (name == "gid")
      carry.gid = text;
  }
}

}  // namespace

void CarryLines::begin_step(const std::string& action,
                            const std::map<std::string, std::string>& inputs) {
  end_step();
  if (action.find("cache-dance") == action.npos) return;
  host_dirs_.clear();
  const auto builder = inputs.find("builder"), entries = inputs.find("cache-map");
  builder_ = builder == inputs.end() ? "" : builder->second;
  if (entries != inputs.end()) read_map(entries->second);
}

void CarryLines::read_map(std::string_view json) {
  const auto map = nlohmann::json::parse(json, nullptr, false);
  if (!map.is_object()) return;
  for (const auto& [directory, mount] : map.items()) {
    if (host_dirs_.size() >= entries_limit) return;
    const auto target = mount.is_object() ? text_of(mount, "target") : text_of(mount);
    const auto id = mount.is_object() ? text_of(mount, "id") : std::string{};
    host_dirs_[id.empty() ? target : id] = printable(directory, text_limit);
  }
}

void CarryLines::tell() {
  if (!carry_) return;
  if (since_ && out_.time()) carry_->seconds = *out_.time() - *since_;
  out_.emit(*std::exchange(carry_, std::nullopt), {line_}, since_);
}

bool CarryLines::instruction(std::string_view text) {
  constexpr std::string_view mount = "--mount=type=cache,", copied = "/var/dance-cache";
  const auto options = text.find(mount);
  const auto copy = text.find("cp -p -R ");
  if (options == text.npos || copy == text.npos || text.find(copied) == text.npos) return false;
  tell();
  Carry carry;
  // Out: cp TARGET/. /var/dance-cache/; in: cp /var/dance-cache/. TARGET
  carry.direction = text.substr(copy + 9).starts_with(copied) ? Carry::Direction::inject
                                                              : Carry::Direction::extract;
  auto rest = text.substr(options + mount.size());
  read_mount(take_word(rest), carry);
  if (const auto host = host_dirs_.find(carry.id.empty() ? carry.target : carry.id);
      host != host_dirs_.end())
    carry.host_dir = host->second;
  carry.builder = builder_;
  since_ = out_.time();
  line_ = instruction_line_;
  carry_ = std::move(carry);
  return true;
}

bool CarryLines::line(std::string_view text) {
  if (text.starts_with("skip-extraction is set. Skipping extraction")) {
    tell();
    Carry carry;
    carry.direction = Carry::Direction::extract;
    carry.skipped = true;
    carry.builder = builder_;
    out_.emit(std::move(carry));
    return true;
  }
  // Without a map it reads the Dockerfile; the directories are then below its cache-dir already.
  if (auto map = text; take(map, "Cache map parsed from Dockerfile: ")) {
    read_map(map);
    return true;
  }
  const bool begins = text.starts_with("RUN --mount=");
  if (!begins && instruction_.empty()) return false;
  if (begins) {
    instruction_.clear();
    instruction_line_ = out_.here();
  }
  const bool goes_on = text.ends_with('\\');
  if (goes_on) text.remove_suffix(1);
  if (instruction_.size() + text.size() < instruction_limit) instruction_ += text;
  if (goes_on) return true;
  const auto whole = std::exchange(instruction_, {});
  return instruction(whole);
}

void CarryLines::end_step() {
  instruction_.clear();
  tell();
}

}  // namespace bxbench::cilog
