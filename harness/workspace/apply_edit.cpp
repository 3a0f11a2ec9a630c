// SPDX-License-Identifier: Apache-2.0
#include <harness/support/files.hpp>
#include <harness/workspace/apply_edit.hpp>

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <regex>

namespace fs = std::filesystem;

namespace bxbench::workspace {
namespace {

using suite::EditOperation;

std::string with_marker(std::string text, const std::string& marker) {
  const std::string placeholder = "%{marker}";
  for (auto at = text.find(placeholder); at != std::string::npos;
       at = text.find(placeholder, at + marker.size()))
    text.replace(at, placeholder.size(), marker);
  return text;
}

Result<std::string> replaced(const std::string& content, const EditOperation& operation,
                             const std::string& text) {
  try {
    const std::regex pattern(operation.pattern, std::regex::ECMAScript);
    if (!std::regex_search(content, pattern))
      return Error{Errc::bad_input, fmt::format("the pattern '{}' matches nothing in {}",
                                                operation.pattern, operation.path)};
    return std::regex_replace(content, pattern, text);
  } catch (const std::regex_error& problem) {
    return Error{Errc::bad_input, fmt::format("the pattern '{}' is no regular expression: {}",
                                              operation.pattern, problem.what())};
  }
}

/// An edit changes what a file holds, not its mode.
Result<void> replace_content(const fs::path& file, const std::string& text) {
  std::error_code failure;
  const auto before = fs::status(file, failure);
  if (auto written = write_file_atomically(file, text); !written) return written.error();
  if (fs::exists(before)) fs::permissions(file, before.permissions(), failure);
  return {};
}

/// Contexts may hold symbolic links to anywhere; an edit does not follow them out.
Result<void> stays_inside(const fs::path& file, const fs::path& context) {
  std::error_code failure;
  const auto real =
      fs::weakly_canonical(fs::is_symlink(file, failure) ? file : file.parent_path(), failure);
  const auto root = fs::canonical(context, failure);
  if (!failure && *real.lexically_relative(root).begin() != "..") return {};
  return Error{Errc::bad_input, fmt::format("{} leads out of the build context",
                                            file.lexically_relative(context).string())};
}

Result<void> rewrite(const fs::path& file, const EditOperation& operation,
                     const std::string& text) {
  auto content = read_file(file);
  if (!content) return Error{Errc::bad_input, fmt::format("there is no file {}", operation.path)};
  if (operation.kind == EditOperation::Kind::append) return replace_content(file, *content + text);
  auto changed = replaced(*content, operation, text);
  if (!changed) return changed.error();
  return replace_content(file, *changed);
}

/// The source may come from a fixture's overlay, so it is looked for only now.
Result<void> copy_content(const fs::path& file, const EditOperation& operation,
                          const fs::path& context) {
  const auto source = context / operation.text;
  if (auto inside = stays_inside(source, context); !inside) return inside.error();
  auto content = read_file(source);
  if (!content) return Error{Errc::bad_input, fmt::format("there is no file {}", operation.text)};
  if (auto made = make_directories(file.parent_path()); !made) return made.error();
  return replace_content(file, *content);
}

Result<void> set_mode(const fs::path& file, const EditOperation& operation) {
  std::error_code failure;
  const auto mode = std::strtoul(operation.text.c_str(), nullptr, 8);
  fs::permissions(file, static_cast<fs::perms>(mode), failure);
  if (failure)
    return Error{Errc::bad_input, fmt::format("cannot change the mode of {}: {}", operation.path,
                                              failure.message())};
  return {};
}

Result<void> apply(const EditOperation& operation, const std::string& marker,
                   const fs::path& context) {
  const auto file = context / operation.path;
  const auto text = with_marker(operation.text, marker);
  if (auto inside = stays_inside(file, context); !inside) return inside.error();
  std::error_code failure;
  switch (operation.kind) {
    case EditOperation::Kind::append:
    case EditOperation::Kind::replace:
      return rewrite(file, operation, text);
    case EditOperation::Kind::write:
      if (auto made = make_directories(file.parent_path()); !made) return made.error();
      return replace_content(file, text);
    case EditOperation::Kind::copy:
      return copy_content(file, operation, context);
    case EditOperation::Kind::remove:
      if (fs::remove_all(file, failure) == 0)
        return Error{Errc::bad_input, fmt::format("there is no file {}", operation.path)};
      return {};
    case EditOperation::Kind::touch:
      fs::last_write_time(file, fs::file_time_type::clock::now(), failure);
      if (failure)
        return Error{Errc::bad_input, fmt::format("there is no file {}", operation.path)};
      return {};
    case EditOperation::Kind::chmod:
      return set_mode(file, operation);
  }
  return {};
}

}  // namespace

Result<void> apply_edit(const suite::Edit& edit, const std::string& marker,
                        const fs::path& context) {
  for (const auto& operation : edit.operations) {
    auto applied = apply(operation, marker, context);
    if (applied) continue;
    Error error = applied.error();
    error.message = fmt::format("edit '{}': {}", edit.name, error.message);
    return error;
  }
  return {};
}

}  // namespace bxbench::workspace
