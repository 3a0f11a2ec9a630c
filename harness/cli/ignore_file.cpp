// SPDX-License-Identifier: Apache-2.0
#include <harness/cli/ignore_file.hpp>
#include <harness/support/files.hpp>

#include <vector>

namespace fs = std::filesystem;

namespace bxbench::cli {
namespace {

std::optional<diagnosis::IgnoreFile> read_ignore(const fs::path& file) {
  std::error_code failure;
  if (!fs::is_regular_file(file, failure)) return std::nullopt;
  auto text = read_file(file);
  if (!text) return std::nullopt;
  return diagnosis::IgnoreFile{std::move(*text), file.string()};
}

/// Where paths of a workflow begin: the repository around `.github/workflows`, else here.
fs::path repository_of(const std::string& workflow) {
  const auto folder = fs::absolute(workflow).lexically_normal().parent_path();
  const bool usual =
      folder.filename() == "workflows" && folder.parent_path().filename() == ".github";
  return usual ? folder.parent_path().parent_path() : fs::current_path();
}

/// A path of a workflow; nothing: it is known only when it runs, or is none of the checkout.
std::optional<fs::path> local_path(std::string text, const fs::path& repository) {
  constexpr std::string_view workspace = "${{ github.workspace }}";
  if (text == "{{defaultContext}}") text.clear();
  if (text.starts_with(workspace)) text.replace(0, workspace.size(), ".");
  if (text.find('$') != std::string::npos || text.find("://") != std::string::npos)
    return std::nullopt;
  if (text.empty()) text = ".";
  return (repository / text).lexically_normal();
}

/// The contexts of those builds that are of this Dockerfile.
std::vector<fs::path> contexts_of(const fs::path& dockerfile,
                                  const diagnosis::WorkflowFacts& workflow) {
  std::vector<fs::path> found;
  const auto repository = repository_of(workflow.file);
  for (const auto& job : workflow.jobs)
    for (const auto& build : job.builds) {
      if (build.kind == diagnosis::BuildCall::Kind::bake) continue;
      const auto context = local_path(build.context.text, repository);
      if (!context) continue;
      const auto file = build.file.empty() ? std::optional(*context / "Dockerfile")
                                           : local_path(build.file.text, repository);
      std::error_code failure;
      if (file && fs::equivalent(*file, dockerfile, failure)) found.push_back(*context);
    }
  return found;
}

}  // namespace

FoundIgnore find_ignore_file(const fs::path& dockerfile, const diagnosis::WorkflowFacts* workflow) {
  if (auto own = read_ignore(dockerfile.string() + ".dockerignore")) return {std::move(own)};
  auto contexts =
      workflow == nullptr ? std::vector<fs::path>{} : contexts_of(dockerfile, *workflow);
  const auto beside = fs::absolute(dockerfile).lexically_normal().parent_path();
  const bool known = !contexts.empty();
  if (!known) contexts = {beside, fs::current_path()};
  for (const auto& context : contexts)
    if (auto file = read_ignore(context / ".dockerignore")) return {std::move(file)};
  return {std::nullopt, known || beside == fs::current_path()};
}

}  // namespace bxbench::cli
