// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <catch2/catch_tostring.hpp>

#include <string>

/// A failed `CHECK(result)` prints the error.
template <class T>
struct Catch::StringMaker<boost::system::result<T, bxbench::Error>> {
  static std::string convert(const bxbench::Result<T>& result) {
    return result ? "a value" : "error: " + result.error().message;
  }
};
