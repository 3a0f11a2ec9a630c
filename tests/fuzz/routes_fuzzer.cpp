// SPDX-License-Identifier: Apache-2.0
// The input as all that a client sends on one connection: requests of any protocol, one after the
// other. No handler may throw or answer 500, and no entry may be left half.
#include <tests/fuzz/check.hpp>
#include <tests/fuzz/fuzz_service.hpp>

using namespace bxbench;

namespace {

/// What can be looked up can be downloaded.
void check_entries(const service::actions_cache::EntryStore& store) {
  for (const auto& [id, entry] : store.entries()) {
    if (entry.state != service::actions_cache::EntryState::finalized || !entry.payload) continue;
    const auto payload = store.payload(id);
    fuzz::check(payload.has_value(), "a finalized entry has a payload");
    fuzz::check(std::filesystem::file_size(payload->file) == entry.size, "a payload is whole");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  fuzz::FuzzService service;
  const auto answers = service.answers(service.fill_in(fuzz::text_of(bytes, size)));
  fuzz::check(answers.empty() || answers.starts_with("HTTP/1.1 "), "an answer has a status");
  check_entries(service.store());
  return 0;
}
