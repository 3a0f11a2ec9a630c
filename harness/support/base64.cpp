// SPDX-License-Identifier: Apache-2.0
#include <harness/support/base64.hpp>

#include <openssl/evp.h>

#include <limits>

namespace bxbench {

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0 || text.size() > std::numeric_limits<int>::max()) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  if (size < 0 || static_cast<std::size_t>(size) != bytes.size()) return std::nullopt;
  // OpenSSL decodes the padding to zero bytes.
  if (text.ends_with("==")) bytes.pop_back();
  if (text.ends_with("=")) bytes.pop_back();
  return bytes;
}

}  // namespace bxbench
