// SPDX-License-Identifier: Apache-2.0
#pragma once

// The words for why a step was made again. Scripts and readers of run.json hold on to them.
namespace bxbench::measure::miss {

// Its own definition or what it reads is another one than in the earlier build.
inline constexpr const char* instruction_changed = "instruction-changed";  ///< or ENV, USER, SHELL
inline constexpr const char* argument_changed = "argument-changed";        ///< the argument's name
inline constexpr const char* base_changed = "base-changed";                ///< the image's name
inline constexpr const char* input_changed = "input-changed";              ///< the file
inline constexpr const char* input_added = "input-added";
inline constexpr const char* input_removed = "input-removed";
inline constexpr const char* input_mode_changed = "input-mode-changed";
inline constexpr const char* dockerignore_changed =
    "dockerignore-changed";  ///< the file let in or out

// A step that it builds on or copies from was made again.
inline constexpr const char* parent_missed = "parent-missed";  ///< that step

// Nothing of it changed, but no result of it could be found.
inline constexpr const char* no_cache = "no-cache";          ///< built with --no-cache
inline constexpr const char* not_exported = "not-exported";  ///< "mode=min", the strategy …
inline constexpr const char* not_imported = "not-imported";  ///< nothing was imported
inline constexpr const char* import_not_found = "import-not-found";  ///< the ref
inline constexpr const char* import_failed = "import-failed";        ///< the ref or scope
inline constexpr const char* saved_elsewhere = "saved-elsewhere";  ///< the name that was looked up
inline constexpr const char* out_of_scope = "out-of-scope";        ///< the Git ref that saved it
inline constexpr const char* overwritten = "overwritten";          ///< the job that exported since
inline constexpr const char* evicted = "evicted";                  ///< the key that is gone
inline constexpr const char* not_built_before = "not-built-before";  ///< the earlier job

inline constexpr const char* unknown = "unknown";  ///< the evidence does not tell

}  // namespace bxbench::measure::miss
