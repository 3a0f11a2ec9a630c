// SPDX-License-Identifier: Apache-2.0
#include <harness/journal/fields.hpp>
#include <harness/journal/record.hpp>
#include <harness/journal/seconds.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>
#include <type_traits>

namespace bxbench::journal {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view schema = "bxbench/journal/1";
constexpr const char* newer_hint =
    "it was probably written by a newer bxbench: read it with that version";

// The words for enumerators, in the order of the enumeration.
template <class Enum>
constexpr std::array<std::string_view, 3> words{};
template <>
constexpr std::array<std::string_view, 3> words<suite::Claim>{"none", "cold", "warm"};
template <>
constexpr std::array<std::string_view, 3> words<suite::Carries>{"nothing", "layers", "mounts"};
template <>
constexpr std::array<std::string_view, 3> words<measure::Verdict::Outcome>{"pass", "fail",
                                                                           "inconclusive"};

constexpr std::array<std::string_view, std::variant_size_v<Record>> record_names{
    "run_started", "trial_finished", "run_finished", "noise"};

template <class T>
constexpr bool is_list = false;
template <class T>
constexpr bool is_list<std::vector<T>> = true;
template <class T>
constexpr bool is_map = false;
template <class T>
constexpr bool is_map<std::map<std::string, T>> = true;
template <class T>
constexpr bool is_optional = false;
template <class T>
constexpr bool is_optional<std::optional<T>> = true;
template <class T>
constexpr bool is_text = std::is_same_v<T, std::string>;

template <class T>
Json write(const T& value);

/// Puts the fields of one object into JSON.
struct Writer {
  Json object = Json::object();
  template <class T>
  void operator()(const char* name, const T& value) {
    object[name] = write(value);
  }
  template <class T>
  void added(const char* name, const T& value) {
    (*this)(name, value);
  }
  template <class T>
  void seconds(const char* name, const T& value) {
    (*this)(name, value);
  }
  void text(const char* name, const std::string& value) {
    object[name] = value.empty() ? Json() : Json(value);
  }
};

template <class T>
Json write(const T& value) {
  if constexpr (std::is_enum_v<T>) {
    return words<T>[static_cast<std::size_t>(value)];
  } else if constexpr (std::is_floating_point_v<T>) {
    return std::isfinite(value) ? Json(value) : Json();
  } else if constexpr (std::is_arithmetic_v<T> || is_text<T>) {
    return value;
  } else if constexpr (is_optional<T>) {
    return value ? write(*value) : Json();
  } else if constexpr (is_list<T>) {
    auto list = Json::array();
    for (const auto& element : value)
      list.push_back(write(element));
    return list;
  } else if constexpr (is_map<T>) {
    auto object = Json::object();
    for (const auto& [name, element] : value)
      object[name] = write(element);
    return object;
  } else {
    Writer writer;
    describe(writer, value);
    return std::move(writer.object);
  }
}

/// Where a value stands, "trial.samples[3].claim": put into words only when something is wrong
/// there, as a journal has a million values.
struct Path {
  const Path* parent = nullptr;
  std::string_view name{};  ///< empty: an element of a list
  std::size_t index = 0;

  std::string text() const {
    const auto above = parent == nullptr ? std::string{} : parent->text();
    if (name.empty()) return fmt::format("{}[{}]", above, index);
    return above.empty() ? std::string(name) : fmt::format("{}.{}", above, name);
  }
};

/// The first thing that was wrong; what is read after it does not matter.
struct Problem {
  std::optional<Error> error;
  void note(const Path& path, std::string_view what, const char* hint = "") {
    if (!error) error = Error{Errc::bad_input, fmt::format("{} {}", path.text(), what), hint};
  }
};

template <class T>
void read(const Json& json, const Path& path, T& value, Problem& problem);

/// Takes the fields of one object out of JSON. `end` refuses what nobody asked for.
struct Reader {
  const Json& object;
  const Path& path;
  Problem& problem;
  std::vector<std::string_view> known{};

  const Json* find(const char* name) {
    known.emplace_back(name);
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
  }
  Path path_of(std::string_view name) const { return {&path, name}; }

  template <class T>
  void operator()(const char* name, T& value) {
    const auto* json = find(name);
    if (json) return read(*json, path_of(name), value, problem);
    if (!is_optional<T>) problem.note(path_of(name), "is missing");
  }
  template <class T>
  void added(const char* name, T& value) {
    if (const auto* json = find(name)) read(*json, path_of(name), value, problem);
  }
  void seconds(const char* name, double& value) {
    (*this)(name, value);
    const auto duration = seconds_of(value);
    if (!duration) problem.note(path_of(name), no_seconds);
    value = duration.value_or(0);
  }
  void seconds(const char* name, std::optional<double>& value) {
    (*this)(name, value);
    if (value && !(value = seconds_of(*value))) problem.note(path_of(name), no_seconds);
  }
  void text(const char* name, std::string& value) {
    value.clear();
    const auto* json = find(name);
    if (json && !json->is_null()) read(*json, path_of(name), value, problem);
  }
  void end() const {
    for (const auto& [name, value] : object.items())
      if (std::find(known.begin(), known.end(), name) == known.end())
        problem.note(path_of(name), "is a field that this version does not know", newer_hint);
  }
};

template <class T>
void read_integer(const Json& json, const Path& path, T& value, Problem& problem) {
  constexpr auto max = static_cast<std::uint64_t>(std::numeric_limits<T>::max());
  const bool fits = json.is_number_unsigned()
                        ? json.get<std::uint64_t>() <= max
                        : std::is_signed_v<T> && json.is_number_integer() &&
                              json.get<std::int64_t>() >=
                                  static_cast<std::int64_t>(std::numeric_limits<T>::min());
  if (!fits) return problem.note(path, "is not a whole number in range");
  value = json.get<T>();
}

template <class T>
void read_enumerator(const Json& json, const Path& path, T& value, Problem& problem) {
  const auto word = json.is_string() ? json.get<std::string>() : std::string{};
  const auto found = std::find(words<T>.begin(), words<T>.end(), word);
  if (found == words<T>.end())
    return problem.note(path, "is a word that this version does not know", newer_hint);
  value = static_cast<T>(found - words<T>.begin());
}

template <class T>
void read_list(const Json& json, const Path& path, std::vector<T>& list, Problem& problem) {
  if (!json.is_array()) return problem.note(path, "is not a list");
  list.resize(json.size());
  for (std::size_t i = 0; i < json.size(); ++i)
    read(json[i], Path{&path, {}, i}, list[i], problem);
}

template <class T>
void read(const Json& json, const Path& path, T& value, Problem& problem) {
  if constexpr (std::is_enum_v<T>) {
    read_enumerator(json, path, value, problem);
  } else if constexpr (std::is_same_v<T, bool>) {
    if (!json.is_boolean()) return problem.note(path, "is not true or false");
    value = json.get<bool>();
  } else if constexpr (std::is_integral_v<T>) {
    read_integer(json, path, value, problem);
  } else if constexpr (std::is_floating_point_v<T>) {
    if (!json.is_number()) return problem.note(path, "is not a number");
    value = json.get<T>();
  } else if constexpr (is_text<T>) {
    if (!json.is_string()) return problem.note(path, "is not a text");
    value = json.get<std::string>();
  } else if constexpr (is_optional<T>) {
    value.reset();
    if (!json.is_null()) read(json, path, value.emplace(), problem);
  } else if constexpr (is_list<T>) {
    read_list(json, path, value, problem);
  } else if (!json.is_object()) {
    problem.note(path, "is not an object");
  } else if constexpr (is_map<T>) {
    for (const auto& [name, element] : json.items())
      read(element, Path{&path, name}, value[name], problem);
  } else {
    Reader reader{json, path, problem};
    describe(reader, value);
    reader.end();
  }
}

/// Reads a record of the alternative `T`; its own keys "record" and "schema" are taken off first.
template <class T>
Result<Record> read_record(Json&& json, std::string_view name) {
  json.erase("record");
  json.erase("schema");
  T record;
  Problem problem;
  read(json, Path{nullptr, name}, record, problem);
  if (problem.error) return *problem.error;
  return Record(std::move(record));
}

std::string word_at(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

}  // namespace

std::string encode(const Record& record) {
  auto json = Json::object();
  if (std::holds_alternative<RunStarted>(record)) json["schema"] = schema;
  json["record"] = record_names.at(record.index());
  json.update(std::visit([](const auto& value) { return write(value); }, record));
  // Build logs are not always UTF-8; what is not becomes U+FFFD.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Record> decode(const std::string& line) {
  auto json = Json::parse(line, nullptr, false);
  if (json.is_discarded() || !json.is_object())
    return Error{Errc::bad_input, "this is not a JSON object"};
  const auto name = word_at(json, "record");
  if (name == record_names[0] && word_at(json, "schema") != schema)
    return Error{Errc::bad_input,
                 fmt::format("the journal's format is '{}', this version reads '{}'",
                             word_at(json, "schema"), schema),
                 newer_hint};
  if (name == record_names[0]) return read_record<RunStarted>(std::move(json), name);
  if (name == record_names[1]) return read_record<TrialFinished>(std::move(json), name);
  if (name == record_names[2]) return read_record<RunFinished>(std::move(json), name);
  if (name == record_names[3]) return read_record<measure::Noise>(std::move(json), name);
  return Error{Errc::bad_input, fmt::format("the record '{}' is unknown to this version", name),
               newer_hint};
}

nlohmann::ordered_json to_json(const measure::Sample& sample) {
  return write(sample);
}
nlohmann::ordered_json to_json(const measure::CellKey& cell) {
  return write(cell);
}
nlohmann::ordered_json to_json(const measure::Verdict& verdict) {
  return write(verdict);
}
nlohmann::ordered_json to_json(const measure::Steps& steps) {
  return write(steps);
}
nlohmann::ordered_json to_json(const measure::Noise& noise) {
  return write(noise);
}

}  // namespace bxbench::journal
