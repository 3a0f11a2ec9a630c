// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/workflow_facts.hpp>
#include <harness/workflow/model.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace bxbench::diagnosis {

/// Reads values of one step: knows the `env` of the step, its job and the workflow.
class Settings {
 public:
  Settings(const workflow::Workflow& workflow, const workflow::Job& job,
           const workflow::Step* step = nullptr);

  /// `text` with `${{ env.NAME }}` replaced where the workflow says what NAME is.
  std::string resolve(std::string_view text) const;
  /// The same in a script, where `$NAME` and `${NAME}` are replaced as well.
  std::string resolve_script(std::string_view text) const;

  Setting setting(const workflow::Value& value) const;
  /// The input of that name of the step; an empty Setting: there is none.
  Setting input(std::string_view name) const;
  /// The lines of an input that is a list; blank ones left out.
  std::vector<Setting> lines(std::string_view name) const;
  Place place(workflow::Position at) const;
  /// Where `text` stands within a value.
  Place place_in(const workflow::Value& value, std::string_view text, std::size_t skip = 0) const;
  /// The next line below `after` that is `text` but for blanks; where none is, as place_in.
  Place whole_line_in(const workflow::Value& value, const std::string& text,
                      std::size_t after) const;

 private:
  const workflow::Value* environment(std::string_view name) const;
  std::string resolve(std::string_view text, int depth) const;

  const workflow::Workflow& workflow_;
  const workflow::Job& job_;
  const workflow::Step* step_;
};

}  // namespace bxbench::diagnosis
