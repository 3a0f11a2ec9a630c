// SPDX-License-Identifier: Apache-2.0
#include <harness/http/exchange.hpp>

#include <boost/beast/core/string.hpp>

namespace bxbench::http {

std::string_view find_field(const Fields& fields, std::string_view name) {
  for (const auto& field : fields)
    if (boost::beast::iequals(field.name, name)) return field.value;
  return {};
}

}  // namespace bxbench::http
