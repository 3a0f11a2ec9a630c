// SPDX-License-Identifier: Apache-2.0
// The input as a request of each method of protocol v2, in protobuf and in JSON.
#include <harness/service/actions_cache/v2/messages.hpp>
#include <tests/fuzz/check.hpp>

using namespace bxbench;
using namespace bxbench::service::actions_cache;

namespace {

void check_text(const std::string& text) {
  fuzz::check(!text.empty(), "a name is not empty");
  fuzz::check(text.size() <= 4 * 512, "a name has 512 characters at most");
  for (const unsigned char byte : text)
    fuzz::check(byte >= 0x20, "a name has no control characters");
}

void check_message(const Outcome<MessageV2>& message) {
  if (!message) {
    fuzz::check(!message.error().text.empty(), "a refusal says why");
    return;
  }
  check_text(message->key);
  check_text(message->version);
  for (const auto& key : message->restore_keys)
    check_text(key);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto text = fuzz::text_of(bytes, size);
  for (const auto method : {MethodV2::look_up, MethodV2::create, MethodV2::finalize})
    check_message(parse_protobuf_v2(method, text));
  check_message(parse_json_v2(text));
  return 0;
}
