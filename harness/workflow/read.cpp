// SPDX-License-Identifier: Apache-2.0
#include <harness/workflow/model.hpp>

#include <boost/algorithm/string/predicate.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace bxbench::workflow {
namespace {

Value scalar(const Tree* tree) {
  return tree != nullptr && tree->kind == Tree::Kind::scalar ? tree->value : Value{};
}

Value scalar_of(const Tree& tree, std::string_view name) {
  return scalar(tree.find(name));
}

/// A list of scalars, or a single one.
std::vector<Value> scalars(const Tree* tree) {
  std::vector<Value> found;
  if (tree == nullptr) return found;
  if (tree->kind == Tree::Kind::scalar) found.push_back(tree->value);
  for (const auto& item : tree->items)
    found.push_back({scalar(&item).text, item.value.at});
  return found;
}

/// Values that are no scalars are kept with an empty text: that they are there matters.
Fields fields(const Tree* tree) {
  Fields found;
  if (tree == nullptr) return found;
  for (const auto& [name, value] : tree->entries)
    found.push_back({name, {scalar(&value).text, value.value.at}});
  return found;
}

std::optional<Permissions> permissions(const Tree& of) {
  const auto* tree = of.find("permissions");
  if (tree == nullptr) return std::nullopt;
  return Permissions{tree->value.at, scalar(tree).text, fields(tree)};
}

std::optional<Matrix> matrix(const Tree& job) {
  const auto* strategy = job.find("strategy");
  const auto* tree = strategy == nullptr ? nullptr : strategy->find("matrix");
  if (tree == nullptr) return std::nullopt;
  Matrix read;
  read.at = tree->value.at;
  read.computed = tree->kind == Tree::Kind::scalar;
  for (const auto& [name, values] : tree->entries) {
    if (name.text == "exclude") continue;
    if (name.text == "include") {
      for (const auto& item : values.items)
        read.include.push_back(fields(&item));
      read.computed |= values.kind == Tree::Kind::scalar;
      continue;
    }
    read.computed |= values.kind == Tree::Kind::scalar;
    read.axes.push_back({name, scalars(&values)});
  }
  return read;
}

Step step(const Tree& tree) {
  Step read;
  read.at = tree.entries.empty() ? tree.value.at : tree.entries.front().first.at;
  read.id = scalar_of(tree, "id");
  read.name = scalar_of(tree, "name");
  read.uses = scalar_of(tree, "uses");
  read.run = scalar_of(tree, "run");
  read.condition = scalar_of(tree, "if");
  read.with = fields(tree.find("with"));
  read.env = fields(tree.find("env"));
  return read;
}

/// Labels of runners in one text, separated by blanks; behind "group:NAME" where a group is given.
Value runs_on(const Tree& tree) {
  const auto* labels = tree.find("runs-on");
  if (labels == nullptr) return {};
  Value all{"", labels->value.at};
  if (const auto* group = labels->find("group")) all.text = "group:" + scalar(group).text;
  if (const auto* named = labels->find("labels")) labels = named;
  for (const auto& label : scalars(labels))
    all.text += (all.text.empty() ? "" : " ") + label.text;
  return all;
}

Job job(const Value& id, const Tree& tree) {
  Job read;
  read.id = id;
  read.runs_on = runs_on(tree);
  read.condition = scalar_of(tree, "if");
  read.uses = scalar_of(tree, "uses");
  read.env = fields(tree.find("env"));
  read.permissions = permissions(tree);
  read.matrix = matrix(tree);
  if (const auto* steps = tree.find("steps"))
    for (const auto& item : steps->items)
      read.steps.push_back(step(item));
  return read;
}

/// `on: push`, `on: [push, release]` or a map. Tools that write YAML 1.1 turn the key into `true`.
std::vector<Trigger> triggers(const Tree& root) {
  const auto* on = root.find("on");
  if (on == nullptr) on = root.find("true");
  std::vector<Trigger> found;
  for (const auto& event : scalars(on))
    found.push_back({event});
  if (on == nullptr) return found;
  for (const auto& [name, details] : on->entries)
    found.push_back({name, scalars(details.find("branches")), scalars(details.find("tags")),
                     scalars(details.find("branches-ignore"))});
  return found;
}

}  // namespace

const Value* find(const Fields& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) {
    return boost::iequals(field.name.text, name);
  });
  return found == fields.end() ? nullptr : &found->value;
}

std::size_t Matrix::jobs() const {
  std::size_t product = axes.empty() ? 0 : 1;
  for (const auto& axis : axes)
    product = std::min<std::size_t>(product * std::max<std::size_t>(axis.values.size(), 1), 256);
  if (axes.empty()) product = include.size();
  return std::max<std::size_t>(product, 1);
}

const Trigger* Workflow::trigger(std::string_view name) const {
  const auto found = std::find_if(triggers.begin(), triggers.end(),
                                  [&](const Trigger& one) { return one.name.text == name; });
  return found == triggers.end() ? nullptr : &*found;
}

bool is_workflow_text(std::string_view text) {
  bool events = false, jobs = false, runs = false, composite = false;
  bool first = true;
  const Source source(text);
  for (std::size_t number = 1; number <= source.size(); ++number) {
    const auto& line = source.line(number);
    const auto begin = line.find_first_not_of(' ');
    if (begin == std::string::npos || line[begin] == '#' || line == "---") continue;
    const auto key = line.substr(begin, line.find(':', begin) - begin);
    if (first && (begin > 0 || key.size() == line.size() ||
                  key.find_first_of(" \t[]{}") != std::string::npos))
      return false;
    first = false;
    if (begin == 0) {
      events |= key == "on" || key == "\"on\"" || key == "'on'" || key == "true";
      jobs |= key == "jobs";
      runs |= key == "runs";
    }
    composite |= runs && key == "using" && line.find("composite") != std::string::npos;
  }
  return (events && jobs) || composite;
}

Result<Workflow> read(std::string_view text, const std::string& file) {
  const auto root = read_yaml(text, file);
  if (!root) return root.error();
  Workflow workflow;
  workflow.file = file;
  workflow.source = Source(text);
  if (const auto* jobs = root->find("jobs"); jobs != nullptr && jobs->kind == Tree::Kind::map) {
    workflow.triggers = triggers(*root);
    workflow.env = fields(root->find("env"));
    workflow.permissions = permissions(*root);
    for (const auto& [id, details] : jobs->entries)
      workflow.jobs.push_back(job(id, details));
    return workflow;
  }
  const auto* runs = root->find("runs");
  if (runs == nullptr)
    return Error{Errc::bad_input, fmt::format("reading {}: it has no map `jobs:`", file),
                 "workflows of GitHub Actions are understood; of other systems give the log"};
  if (scalar_of(*runs, "using").text != "composite")
    return Error{Errc::bad_input,
                 fmt::format("reading {}: an action by `using: {}` has no steps", file,
                             scalar_of(*runs, "using").text),
                 "workflows and composite actions can be read"};
  workflow.action = true;
  workflow.jobs.push_back(job({"runs", runs->value.at}, *runs));
  return workflow;
}

}  // namespace bxbench::workflow
