// SPDX-License-Identifier: Apache-2.0
#include <harness/script/names.hpp>
#include <harness/script/params.hpp>
#include <harness/script/stack.hpp>

#include <string>

namespace bxbench::script {

suite::ParamValue param_value(lua_State* L) {
  if (lua_isboolean(L, -1)) return lua_toboolean(L, -1) != 0;
  if (lua_type(L, -1) == LUA_TNUMBER) return static_cast<double>(lua_tonumber(L, -1));
  return std::string(luaL_checkstring(L, -1));
}

namespace {

// The default of the declaration on top of the stack; its type is the parameter's.
suite::ParamValue read_preset(lua_State* L) {
  lua_pushstring(L, "default");
  lua_rawget(L, -2);
  auto preset = param_value(L);
  lua_pop(L, 1);
  return preset;
}

struct ValuePusher {
  lua_State* L;
  void operator()(bool value) const { lua_pushboolean(L, value ? 1 : 0); }
  void operator()(double value) const { lua_pushnumber(L, value); }
  void operator()(const std::string& value) const { push_string(L, value); }
};

}  // namespace

std::vector<suite::Param> read_params(lua_State* L, int definition) {
  std::vector<suite::Param> params;
  each_entry(L, definition, "params", [&](const std::string& name) {
    if (!is_identifier(name))
      luaL_error(L, "'%s' cannot name a parameter: use letters, digits and '_'", name.c_str());
    params.push_back({name, read_preset(L), get_string(L, -1, "doc")});
  });
  return params;
}

void set_params(lua_State* L, const std::vector<suite::Param>& declared,
                const suite::ParamValues& given) {
  lua_newtable(L);
  for (const auto& param : declared) {
    const auto set = given.find(param.name);
    std::visit(ValuePusher{L}, set == given.end() ? param.preset : set->second);
    lua_setfield(L, -2, param.name.c_str());
  }
  lua_setfield(L, -2, "params");
}

}  // namespace bxbench::script
