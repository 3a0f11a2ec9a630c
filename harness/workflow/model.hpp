// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/workflow/document.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench::workflow {

/// An entry of `with:` or `env:`. Expressions are kept as they are written.
struct Field {
  Value name, value;
};
using Fields = std::vector<Field>;

/// The value of the field of that name, whatever its case: inputs of actions have none. Null: none.
const Value* find(const Fields& fields, std::string_view name);

/// One item of `steps:`.
struct Step {
  Position at{};  ///< of its first key
  Value id{}, name{}, uses{}, run{}, condition{};
  Fields with{}, env{};
};

/// One axis of a matrix; of values that are no scalars the text is empty.
struct Axis {
  Value name;
  std::vector<Value> values;
};

struct Matrix {
  Position at{};
  std::vector<Axis> axes;
  std::vector<Fields> include;
  bool computed = false;  ///< an expression makes it: `${{ fromJSON(…) }}`

  /// How many jobs it makes at least.
  std::size_t jobs() const;
};

/// `permissions:` of a workflow or a job. What it does not name is "none" once it is there.
struct Permissions {
  Position at{};
  std::string all{};  ///< "read-all", "write-all"; empty: they are named one by one
  Fields scopes{};
};

struct Job {
  Value id{};  ///< its key below `jobs:`
  Value runs_on{}, condition{}, uses{};
  Fields env{};
  std::optional<Permissions> permissions{};
  std::optional<Matrix> matrix{};
  std::vector<Step> steps{};
};

/// One event below `on:`.
struct Trigger {
  Value name{};  ///< "push"
  std::vector<Value> branches{}, tags{}, branches_ignore{};
};

/// A workflow of GitHub Actions
/// (https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax).
struct Workflow {
  std::string file;
  bool action = false;  ///< a composite action, with its steps as the only job
  Source source;
  std::vector<Trigger> triggers;
  Fields env;
  std::optional<Permissions> permissions;
  std::vector<Job> jobs;

  const Trigger* trigger(std::string_view name) const;
};

/// Whether a text that has no name looks like a workflow or an action: by its keys at column 0.
bool is_workflow_text(std::string_view text);

/// Reads a workflow or a composite action. What is not where it belongs is left out. Error:
/// bad_input; it is no YAML, or has neither `jobs:` nor steps below `runs:`.
Result<Workflow> read(std::string_view text, const std::string& file);

}  // namespace bxbench::workflow
