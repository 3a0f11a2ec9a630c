// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/support/error.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bxbench {

/// SHA-256 (FIPS 180-4) of a stream of bytes.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void update(std::string_view bytes);
  /// 64 lower-case hexadecimal digits; the object must not be used afterwards.
  std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// SHA-256 of `bytes`, in hexadecimal.
std::string sha256_hex(std::string_view bytes);

/// SHA-256 of one file's content.
Result<std::string> sha256_file(const std::filesystem::path& file);

/// SHA-256 over the relative names, modes and contents of all files below `root`, in sorted order.
/// Times are not part of it. A symbolic link counts by its target.
Result<std::string> sha256_tree(const std::filesystem::path& root);

/// HMAC-SHA-256 (RFC 2104) as raw bytes.
std::string hmac_sha256(std::string_view key, std::string_view message);

/// Bytes from the system's secure random source.
std::string random_bytes(std::size_t count);

/// Lower-case hexadecimal.
std::string to_hex(std::string_view bytes);

}  // namespace bxbench
