// SPDX-License-Identifier: Apache-2.0
#include <harness/support/digest.hpp>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace fs = std::filesystem;

namespace bxbench {

struct Sha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  State() { EVP_DigestInit_ex(context, EVP_sha256(), nullptr); }
  ~State() { EVP_MD_CTX_free(context); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view bytes) {
  EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
}

std::string Sha256::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_DigestFinal_ex(state_->context, digest.data(), &size);
  return to_hex({reinterpret_cast<const char*>(digest.data()), size});
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 sha;
  sha.update(bytes);
  return sha.hex();
}

Result<std::string> sha256_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Error{Errc::io, fmt::format("cannot read {}", file.string())};
  Sha256 sha;
  std::array<char, 1 << 16> buffer{};
  while (in.read(buffer.data(), buffer.size()) || in.gcount() > 0)
    sha.update({buffer.data(), static_cast<std::size_t>(in.gcount())});
  if (in.bad()) return Error{Errc::io, fmt::format("reading {} failed", file.string())};
  return sha.hex();
}

namespace {

Result<std::string> entry_line(const fs::directory_entry& entry, const fs::path& name) {
  std::error_code failure;
  const auto status = entry.symlink_status(failure);
  if (failure)
    return Error{Errc::io,
                 fmt::format("cannot look at {}: {}", entry.path().string(), failure.message())};
  const auto mode = static_cast<unsigned>(status.permissions());
  if (fs::is_symlink(status))
    return fmt::format("l {} {}\n", name.string(), fs::read_symlink(entry.path()).string());
  if (fs::is_directory(status)) return fmt::format("d {} {:o}\n", name.string(), mode);
  auto content = sha256_file(entry.path());
  if (!content) return content.error();
  return fmt::format("f {} {:o} {}\n", name.string(), mode, *content);
}

}  // namespace

Result<std::string> sha256_tree(const fs::path& root) {
  std::error_code failure;
  std::vector<std::string> lines;
  fs::recursive_directory_iterator entries(root, failure), end;
  for (; !failure && entries != end; entries.increment(failure)) {
    auto line = entry_line(*entries, entries->path().lexically_relative(root));
    if (!line) return line.error();
    lines.push_back(std::move(*line));
  }
  if (failure)
    return Error{Errc::io, fmt::format("cannot read {}: {}", root.string(), failure.message())};
  std::sort(lines.begin(), lines.end());
  Sha256 sha;
  for (const auto& line : lines)
    sha.update(line);
  return sha.hex();
}

std::string hmac_sha256(std::string_view key, std::string_view message) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(message.data()), message.size(), digest.data(),
       &size);
  return {reinterpret_cast<const char*>(digest.data()), size};
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) != 1)
    throw std::runtime_error("the system's random source failed");
  return bytes;
}

std::string to_hex(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const unsigned char byte : bytes)
    fmt::format_to(std::back_inserter(text), "{:02x}", byte);
  return text;
}

}  // namespace bxbench
