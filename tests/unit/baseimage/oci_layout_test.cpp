// SPDX-License-Identifier: Apache-2.0
#include <harness/archive/tar_writer.hpp>
#include <harness/baseimage/oci_layout.hpp>
#include <harness/baseimage/store.hpp>
#include <harness/support/digest.hpp>
#include <harness/support/files.hpp>
#include <tests/support/result_printer.hpp>
#include <tests/support/temp_folder.hpp>

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

namespace fs = std::filesystem;
using nlohmann::json;

namespace bxbench::baseimage {
namespace {

void write_tar(const fs::path& file) {
  auto tar = archive::TarWriter::create(file);
  REQUIRE(tar);
  REQUIRE(tar->add_file("bin/sh", "#!", 0755));
  REQUIRE(tar->finish());
}

json blob(const fs::path& layout, const std::string& digest) {
  const auto file = layout / "blobs/sha256" / digest.substr(7);
  CHECK("sha256:" + sha256_file(file).value() == digest);
  return json::parse(read_file(file).value());
}

TEST_CASE("every digest of a layout leads to a blob with that content", "[baseimage]") {
  const tests::TempFolder temp;
  write_tar(temp / "root.tar");
  REQUIRE(write_oci_layout(temp / "root.tar", {{"A", "b"}}, temp / "oci"));
  const auto index = json::parse(read_file(temp / "oci/index.json").value());
  const auto manifest = blob(temp / "oci", index["manifests"][0]["digest"]);
  const auto config = blob(temp / "oci", manifest["config"]["digest"]);
  CHECK(config["rootfs"]["diff_ids"][0] == "sha256:" + sha256_file(temp / "root.tar").value());
  CHECK(config["config"]["Env"][1] == "A=b");
  const std::string layer = manifest["layers"][0]["digest"];
  CHECK("sha256:" + sha256_file(temp / ("oci/blobs/sha256/" + layer.substr(7))).value() == layer);
}

TEST_CASE("the same root file system gives the same layout", "[baseimage]") {
  const tests::TempFolder temp;
  write_tar(temp / "root.tar");
  REQUIRE(write_oci_layout(temp / "root.tar", {}, temp / "one"));
  REQUIRE(write_oci_layout(temp / "root.tar", {}, temp / "two"));
  CHECK(sha256_tree(temp / "one").value() == sha256_tree(temp / "two").value());
}

TEST_CASE("everything of a recipe is part of its digest", "[baseimage]") {
  suite::BaseRecipe recipe;
  recipe.kind = suite::BaseRecipe::Kind::debian;
  recipe.packages = {"golang-go"};
  std::vector<std::string> digests{digest_of(recipe)};
  const auto add = [&](auto change) {
    change(recipe);
    digests.push_back(digest_of(recipe));
  };
  add([](auto& r) { r.packages.push_back("git"); });
  add([](auto& r) { r.exclude.push_back("/usr/share/doc/*"); });
  add([](auto& r) { r.env["A"] = "1"; });
  add([](auto& r) { r.suite = "trixie"; });
  for (std::size_t n = 1; n < digests.size(); ++n)
    CHECK(digests[n] != digests[n - 1]);
}

}  // namespace
}  // namespace bxbench::baseimage
