// SPDX-License-Identifier: Apache-2.0
#include <harness/diagnosis/facts/settings.hpp>

#include <boost/algorithm/string/trim.hpp>

#include <algorithm>
#include <cctype>

namespace bxbench::diagnosis {
namespace {

constexpr int deepest = 4;              ///< variables that name variables
constexpr std::size_t longest = 65536;  ///< of a value after replacing

bool of_name(char one) {
  return std::isalnum(static_cast<unsigned char>(one)) != 0 || one == '_';
}

std::string_view name_at(std::string_view text) {
  return text.substr(0, static_cast<std::size_t>(
                            std::find_if_not(text.begin(), text.end(), of_name) - text.begin()));
}

}  // namespace

Settings::Settings(const workflow::Workflow& workflow, const workflow::Job& job,
                   const workflow::Step* step)
    : workflow_(workflow), job_(job), step_(step) {}

const workflow::Value* Settings::environment(std::string_view name) const {
  const workflow::Value* value = nullptr;
  if (step_ != nullptr) value = workflow::find(step_->env, name);
  if (value == nullptr) value = workflow::find(job_.env, name);
  if (value == nullptr) value = workflow::find(workflow_.env, name);
  return value;
}

std::string Settings::resolve(std::string_view text) const {
  return resolve(text, 0);
}

std::string Settings::resolve(std::string_view text, int depth) const {
  std::string result;
  while (!text.empty() && result.size() < longest) {
    const auto begin = std::min(text.find("${{"), text.size());
    result += text.substr(0, begin);
    text.remove_prefix(begin);
    const auto end = text.find("}}");
    if (text.empty() || end == text.npos) break;
    const auto expression = boost::trim_copy(std::string(text.substr(3, end - 3)));
    text.remove_prefix(end + 2);
    const auto* value =
        expression.starts_with("env.") ? environment(expression.substr(4)) : nullptr;
    if (value != nullptr && depth < deepest)
      result += resolve(value->text, depth + 1);
    else
      result += "${{ " + expression + " }}";
  }
  return result.append(text);
}

std::string Settings::resolve_script(std::string_view text) const {
  std::string result;
  while (!text.empty() && result.size() < longest) {
    const auto begin = std::min(text.find('$'), text.size());
    result += text.substr(0, begin);
    text.remove_prefix(begin);
    if (text.empty()) break;
    const bool braces = text.starts_with("${");
    const auto name = name_at(text.substr(braces ? 2 : 1));
    const bool whole = !braces || text.substr(2 + name.size()).starts_with('}');
    const auto* value = name.empty() || !whole ? nullptr : environment(name);
    if (value == nullptr) {
      result += '$';
      text.remove_prefix(1);
      continue;
    }
    result += value->text;
    text.remove_prefix(name.size() + (braces ? 3 : 1));
  }
  return resolve(result.append(text), 0);
}

Place Settings::place(workflow::Position at) const {
  return {workflow_.file, at.line, at.column, workflow_.source.line(at.line)};
}

Place Settings::place_in(const workflow::Value& value, std::string_view text,
                         std::size_t skip) const {
  return place(workflow_.source.find(text, value.at, skip));
}

Place Settings::whole_line_in(const workflow::Value& value, const std::string& text,
                              std::size_t after) const {
  const auto& source = workflow_.source;
  const auto begin = value.at.line;
  const auto indent = begin == 0 ? 0 : std::string(source.line(begin)).find_first_not_of(" -");
  for (auto number = std::max(after + 1, begin); begin > 0 && number <= source.size(); ++number) {
    const std::string line(source.line(number));
    const auto own = line.find_first_not_of(" \t");
    if (number > begin && own != std::string::npos && own <= indent) break;
    if (boost::trim_copy(line) == text) return place({number, own + 1});
  }
  return place_in(value, text);
}

Setting Settings::setting(const workflow::Value& value) const {
  return {boost::trim_copy(resolve(value.text)), value.text, place(value.at)};
}

Setting Settings::input(std::string_view name) const {
  const auto* value = step_ == nullptr ? nullptr : workflow::find(step_->with, name);
  return value == nullptr ? Setting{} : setting(*value);
}

std::vector<Setting> Settings::lines(std::string_view name) const {
  std::vector<Setting> found;
  const auto* value = step_ == nullptr ? nullptr : workflow::find(step_->with, name);
  if (value == nullptr) return found;
  const workflow::Source lines(value->text);
  std::size_t last = 0;
  for (std::size_t number = 1; number <= lines.size(); ++number) {
    const auto line = boost::trim_copy(lines.line(number));
    if (line.empty()) continue;
    auto place = whole_line_in(*value, line, last);
    last = std::max(last, place.line);
    found.push_back({resolve(line), line, std::move(place)});
  }
  return found;
}

}  // namespace bxbench::diagnosis
