// SPDX-License-Identifier: Apache-2.0
#include <harness/report/csv_field.hpp>
#include <harness/report/text.hpp>

namespace bxbench::report {

std::string csv_field(std::string_view text) {
  const auto safe = clean(text);
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string field = "\"";
  for (const char letter : safe)
    field += letter == '"' ? std::string("\"\"") : std::string(1, letter);
  return field + "\"";
}

}  // namespace bxbench::report
