// SPDX-License-Identifier: Apache-2.0
#include <harness/support/files.hpp>
#include <tests/support/schema.hpp>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace bxbench::tests {

std::string violations(const std::string& schema_file, const nlohmann::json& document) {
  using Adapter = valijson::adapters::NlohmannJsonAdapter;
  const auto file = std::filesystem::path(BXBENCH_PROJECT_ROOT) / schema_file;
  const auto definition = nlohmann::json::parse(read_file(file).value());
  valijson::Schema schema;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(Adapter(definition), schema);
  valijson::Validator validator;
  valijson::ValidationResults results;
  validator.validate(schema, Adapter(document), &results);
  std::string text;
  for (const auto& error : results) {
    for (const auto& step : error.context)
      text += step;
    text += ": " + error.description + "\n";
  }
  return text;
}

}  // namespace bxbench::tests
