// SPDX-License-Identifier: Apache-2.0
#include <harness/script/cache_mount.hpp>
#include <harness/script/definitions.hpp>
#include <harness/script/position.hpp>
#include <harness/script/stack.hpp>

#include <fmt/format.h>

#include <array>
#include <regex>
#include <stdexcept>
#include <utility>

namespace fs = std::filesystem;

namespace bxbench::script {
namespace {

using suite::EditOperation;

// Where the workload that is read comes from, for its paths and for errors.
struct Origin {
  fs::path folder;
  std::string file;
  const std::string& text;

  // "file:line: " of the field.
  std::string at(const std::string& field) const {
    const int line = line_of_field(text, field, 1);
    return line == 0 ? file + ": " : fmt::format("{}:{}: ", file, line);
  }
};

enum class Wants { file, directory };

fs::path existing(const Origin& origin, const std::string& field, const std::string& path,
                  Wants wants) {
  auto resolved = (origin.folder / path).lexically_normal();
  std::error_code failure;
  const bool found = wants == Wants::file ? fs::is_regular_file(resolved, failure)
                                          : fs::is_directory(resolved, failure);
  if (!found)
    throw std::runtime_error(fmt::format("{}workload.{}: there is no {} {}", origin.at(field),
                                         field, wants == Wants::file ? "file" : "folder",
                                         resolved.string()));
  return resolved;
}

// The base image on top of the stack.
suite::BaseRecipe read_base(lua_State* L) {
  suite::BaseRecipe recipe;
  if (get_string(L, -1, "made_by") == "base.debian") {
    recipe.kind = suite::BaseRecipe::Kind::debian;
    recipe.suite = get_string(L, -1, "suite");
    recipe.packages = get_strings(L, -1, "packages");
    recipe.exclude = get_strings(L, -1, "exclude");
  }
  recipe.has_public = get_bool(L, -1, "public");
  each_entry(L, -1, "env",
             [&](const std::string& name) { recipe.env[name] = luaL_checkstring(L, -1); });
  each_entry(L, -1, "files",
             [&](const std::string& path) { recipe.files[path] = luaL_checkstring(L, -1); });
  return recipe;
}

suite::Bases read_bases(lua_State* L, int table) {
  suite::Bases bases;
  each_entry(L, table, "bases", [&](const std::string& image) { bases[image] = read_base(L); });
  return bases;
}

// The length is bounded because std::regex parses recursively.
void check_pattern(const std::string& pattern, const Origin& origin) {
  std::string reason = pattern.size() > 1000 ? "it is too long" : "";
  try {
    if (reason.empty()) const std::regex valid(pattern);
  } catch (const std::regex_error& failure) {
    reason = failure.what();
  }
  if (!reason.empty())
    throw std::runtime_error(fmt::format("{}workload.edits: '{}' is not a regular expression: {}",
                                         origin.at("edits"), pattern, reason));
}

EditOperation read_operation(lua_State* L, const Origin& origin) {
  using Kind = EditOperation::Kind;
  constexpr std::array<std::pair<const char*, Kind>, 7> kinds{{{"edit.append", Kind::append},
                                                               {"edit.write", Kind::write},
                                                               {"edit.replace", Kind::replace},
                                                               {"edit.copy", Kind::copy},
                                                               {"edit.remove", Kind::remove},
                                                               {"edit.touch", Kind::touch},
                                                               {"edit.chmod", Kind::chmod}}};
  const auto maker = get_string(L, -1, "made_by");
  EditOperation operation{.kind = Kind::touch,
                          .path = get_string(L, -1, "path"),
                          .pattern = get_string(L, -1, "pattern"),
                          .text = get_string(L, -1, "text")};
  for (const auto& [name, kind] : kinds)
    if (maker == name) operation.kind = kind;
  if (operation.kind == Kind::chmod) operation.text = get_string(L, -1, "mode");
  if (operation.kind == Kind::copy) operation.text = get_string(L, -1, "source");
  check_pattern(operation.pattern, origin);
  return operation;
}

std::map<std::string, suite::Edit> read_edits(lua_State* L, const Origin& origin) {
  std::map<std::string, suite::Edit> edits;
  const int workload = lua_gettop(L);
  each_entry(L, workload, "edits", [&](const std::string& name) {
    suite::Edit edit{name, {}};
    for (lua_Integer i = 1; lua_rawgeti(L, -1, i) == LUA_TTABLE; ++i) {
      edit.operations.push_back(read_operation(L, origin));
      lua_pop(L, 1);
    }
    edits[name] = std::move(edit);
  });
  return edits;
}

std::vector<suite::Fixture> read_fixtures(lua_State* L, const Origin& origin) {
  std::vector<suite::Fixture> fixtures;
  each_entry(L, -1, "fixtures", [&](const std::string& name) {
    suite::Fixture fixture;
    fixture.name = name;
    fixture.context = existing(origin, fmt::format("fixtures.{}.context", name),
                               get_string(L, -1, "context"), Wants::directory);
    fixture.bases = read_bases(L, lua_gettop(L));
    fixture.build_arg = get_string(L, -1, "build_arg");
    fixture.path = get_string(L, -1, "path");
    fixture.overlay = get_string(L, -1, "overlay");
    fixture.templates = get_string(L, -1, "templates");
    fixtures.push_back(std::move(fixture));
  });
  return fixtures;
}

std::vector<suite::CacheMount> read_mounts(lua_State* L) {
  std::vector<suite::CacheMount> mounts;
  each_item(L, -1, "cache_mounts", [&] { mounts.push_back(read_cache_mount(L)); });
  return mounts;
}

// The Dockerfiles by form in the field "dockerfiles" of the table at `table`, which errors call
// `field`.
std::map<std::string, fs::path> read_dockerfiles(lua_State* L, int table, const Origin& origin,
                                                 const std::string& field) {
  std::map<std::string, fs::path> dockerfiles;
  if (!push_table(L, table, "dockerfiles")) return dockerfiles;
  for (const char* form : {"layer", "mount"})
    if (const auto path = get_string(L, -1, form); !path.empty())
      dockerfiles[form] = existing(origin, fmt::format("{}.{}", field, form), path, Wants::file);
  lua_pop(L, 1);
  return dockerfiles;
}

// Each variant of the workload at `table` as a workload of its own.
std::vector<suite::Workload> read_variants(lua_State* L, int table, const Origin& origin,
                                           const suite::Workload& workload) {
  std::vector<suite::Workload> variants;
  each_entry(L, table, "variants", [&](const std::string& name) {
    auto variant = workload;
    variant.name = workload.name + "." + name;
    variant.variant_of = workload.name;
    variant.summary = get_string(L, -1, "summary");
    variant.dockerfiles =
        read_dockerfiles(L, lua_gettop(L), origin, fmt::format("variants.{}.dockerfiles", name));
    variants.push_back(std::move(variant));
  });
  return variants;
}

// A fixture's overlay may bring the files that the context lacks.
bool has_overlay(const suite::Workload& workload) {
  for (const auto& fixture : workload.fixtures)
    if (!fixture.overlay.empty()) return true;
  return false;
}

}  // namespace

std::vector<suite::Workload> read_workloads(lua_State* L, const fs::path& folder,
                                            const std::string& file) {
  const Origin origin{fs::absolute(folder), file, State::of(L).sources[file]};
  const int top = lua_gettop(L);
  suite::Workload workload;
  workload.name = get_string(L, top, "name");
  workload.summary = get_string(L, top, "summary");
  workload.root = origin.folder.lexically_normal();
  workload.file = file;
  workload.context = existing(origin, "context", get_string(L, top, "context"), Wants::directory);
  workload.dockerfiles = read_dockerfiles(L, top, origin, "dockerfiles");
  workload.cache_mounts = read_mounts(L);
  workload.bases = read_bases(L, top);
  workload.fixtures = read_fixtures(L, origin);
  workload.edits = read_edits(L, origin);
  workload.lock_files = get_strings(L, top, "lock_files");
  const Origin in_context{workload.context, file, origin.text};
  if (!has_overlay(workload))
    for (const auto& lock_file : workload.lock_files)
      existing(in_context, "lock_files", lock_file, Wants::file);
  if (push_table(L, top, "artifact")) {
    workload.artifact = {get_string(L, -1, "path"), get_string(L, -1, "marker")};
    lua_settop(L, top);
  }
  auto all = read_variants(L, top, origin, workload);
  all.insert(all.begin(), std::move(workload));
  return all;
}

}  // namespace bxbench::script
