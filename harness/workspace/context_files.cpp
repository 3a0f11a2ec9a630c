// SPDX-License-Identifier: Apache-2.0
#include <harness/support/digest.hpp>
#include <harness/support/files.hpp>
#include <harness/workspace/context_files.hpp>
#include <harness/workspace/ignore_rules.hpp>

#include <fmt/format.h>

namespace fs = std::filesystem;

namespace bxbench::workspace {
namespace {

IgnoreRules rules_for(const fs::path& context, const fs::path& dockerfile) {
  const fs::path own = dockerfile.string() + ".dockerignore";
  std::error_code failure;
  const auto text = read_file(fs::exists(own, failure) ? own : context / ".dockerignore");
  return text ? IgnoreRules(*text) : IgnoreRules();
}

ContextFile described(const fs::directory_entry& entry) {
  std::error_code failure;
  const auto status = entry.symlink_status(failure);
  ContextFile file;
  file.mode = static_cast<unsigned>(status.permissions()) & 07777U;
  file.kind = fs::is_regular_file(status) ? 'f'
              : fs::is_directory(status)  ? 'd'
              : fs::is_symlink(status)    ? 'l'
                                          : 'o';
  return file;
}

Result<void> add_content(ContextFile& file, const fs::path& path) {
  std::error_code failure;
  if (file.kind == 'l') file.content = fs::read_symlink(path, failure).string();
  if (file.kind != 'f') return {};
  auto digest = sha256_file(path);
  if (!digest) return digest.error();
  file.content = std::move(*digest);
  return {};
}

/// A directory is sent when anything in it is.
void keep_parents(ContextFiles& files, const std::string& path) {
  for (auto slash = path.rfind('/'); slash != std::string::npos && slash != 0;
       slash = path.rfind('/', slash - 1))
    files[path.substr(0, slash)].ignored = false;
}

}  // namespace

bool was_ignored(const ContextFiles& files, std::string path) {
  while (!path.empty()) {
    const auto found = files.find(path);
    if (found != files.end() && found->second.ignored) return true;
    const auto slash = path.rfind('/');
    path.erase(slash == std::string::npos ? 0 : slash);
  }
  return false;
}

Result<ContextFiles> read_context(const fs::path& context, const fs::path& dockerfile) {
  const auto rules = rules_for(context, dockerfile);
  ContextFiles files;
  std::error_code failure;
  for (fs::recursive_directory_iterator entry(context, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    const auto name = entry->path().lexically_relative(context).generic_string();
    auto file = described(*entry);
    file.ignored = rules.ignores(name);
    if (!file.ignored)
      if (auto added = add_content(file, entry->path()); !added) return added.error();
    if (file.ignored && file.kind == 'd' && !rules.take_back()) entry.disable_recursion_pending();
    if (!file.ignored) keep_parents(files, name);
    files[name] = std::move(file);
  }
  if (failure)
    return Error{Errc::io, fmt::format("cannot list {}: {}", context.string(), failure.message())};
  return files;
}

}  // namespace bxbench::workspace
