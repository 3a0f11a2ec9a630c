// SPDX-License-Identifier: Apache-2.0
#include <harness/service/registry/store.hpp>
#include <harness/support/files.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>

namespace fs = std::filesystem;

namespace bxbench::service::registry {
namespace {

const fs::path root = "docker/registry/v2";
const fs::path blob = root / "blobs/sha256/ab/abcd/data";
const fs::path tag = root / "repositories/cache/go/_manifests/tags/v1/current/link";
const fs::path upload = root / "repositories/cache/go/_uploads/1/data";

void put(const fs::path& file, const std::string& text) {
  REQUIRE(make_directories(file.parent_path()));
  REQUIRE(write_file_atomically(file, text));
}

TEST_CASE("a copy of a registry's store shares blobs and nothing that is rewritten", "[registry]") {
  const tests::TempFolder temp;
  put(temp / "store" / blob, "layer");
  put(temp / "store" / tag, "sha256:1");
  put(temp / "store" / upload, "half");
  REQUIRE(link_store(temp / "store", temp / "copy"));
  CHECK(*read_file(temp / "copy" / tag) == "sha256:1");
  CHECK(fs::hard_link_count(temp / "copy" / blob) == 2);
  CHECK(fs::hard_link_count(temp / "copy" / tag) == 1);
  CHECK_FALSE(fs::exists(temp / "copy" / upload));
}

TEST_CASE("a store that cannot be copied is an error that names both places", "[registry]") {
  const tests::TempFolder temp;
  const auto copied = link_store(temp / "nowhere", temp / "copy");
  REQUIRE_FALSE(copied);
  CHECK(copied.error().message.find("nowhere") != std::string::npos);
}

}  // namespace
}  // namespace bxbench::service::registry
