// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/system/result.hpp>
#include <boost/throw_exception.hpp>

#include <stdexcept>
#include <string>

namespace bxbench {

/// What kind of failure it is; `main.cpp` alone maps it to an exit code.
enum class Errc {
  bad_input,     ///< a script, option or file that the user can correct (exit 2)
  environment,   ///< this machine cannot do it: no builder, no disk, no permission (exit 3)
  build_failed,  ///< a build failed that should not have (exit 4)
  interrupted,   ///< Ctrl-C or SIGTERM (exit 130)
  timed_out,     ///< a limit passed (exit 3)
  io,            ///< reading or writing failed (exit 3)
};

/// An expected failure. It gets its context where it is born.
struct Error {
  Errc code;
  std::string message;  ///< what was being done and what went wrong, in the user's words
  std::string hint{};   ///< the next thing to try; may be empty
};

template <class T>
using Result = boost::system::result<T, Error>;

/// Reached only by calling `value()` on a failed Result without looking first: a bug.
[[noreturn]] inline void throw_exception_from_error(const Error& error,
                                                    const boost::source_location& where) {
  boost::throw_exception(std::logic_error("unchecked error: " + error.message), where);
}

}  // namespace bxbench
