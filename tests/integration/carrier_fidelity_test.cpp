// SPDX-License-Identifier: Apache-2.0
// What arrives in a second builder when cache mounts are carried there.
#include <tests/support/carrier_lab.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using Catch::Matchers::ContainsSubstring;

namespace bxbench::tests {
namespace {

using cachemount::Transfer;

/// Whatever a file system can hold and a cache may contain.
constexpr const char* odd_tree = R"(
mkdir -p d/e empty ro/x
echo hi > a && ln a d/hard && ln -s ../a d/sym && ln -s /nonexistent dangling
chmod 4755 a && touch -d '2001-02-03 04:05:06.123456789' a
echo z > ro/x/f && chown 1000:1001 ro/x/f && chmod 0444 ro/x/f && chmod 0555 ro/x ro
chmod 1777 empty && mkfifo pipe
n=$(printf 'n%.0s' {1..200})
mkdir -p d/$n/$n && echo deep > d/$n/$n/$n
echo u > 'd/üñ☃' && echo b > d/$'bad\xff\xfename' && echo l > d/$'new\nline' && : > d/nothing
head -c 3000000 /dev/urandom > d/large
touch -d '2010-01-01 00:00:00.5' ro/x ro d empty && touch -h -d '2005-05-05 05:05:05.55' dangling
)";

TEST_CASE("everything in a mount arrives in another builder as it was") {
  CarrierLab lab("golang:1.19");
  const std::string plain = "id=odd", owned = "id=owned,uid=1000,gid=1001,mode=0750,sharing=locked";
  const std::vector<Transfer> both{
      {{"odd", "/x"}, lab.fresh("odd")},
      {{"owned", "/y", 1000U, 1001U, 0750U, "locked"}, lab.fresh("owned")}};
  lab.in_mount("one", plain, std::string("bash <<'ODD'\nset -eu\n") + odd_tree + "ODD");
  lab.in_mount("one", owned, "chown 1000:1001 . && echo mine > f && chown 1000 f");
  const auto sizes = must(lab.wait(lab.carrier("one").sizes({both[0].mount, both[1].mount})));
  const auto out = must(lab.wait(lab.carrier("one").extract(both)));
  const auto plain_before = lab.listing("one", plain), owned_before = lab.listing("one", owned);
  lab.remove_builder("one");
  const auto in = must(lab.wait(lab.carrier("two").inject(both)));
  CHECK(lab.listing("two", plain) == plain_before);
  CHECK(lab.listing("two", owned) == owned_before);
  CHECK_THAT(owned_before, ContainsSubstring(".|d|750|1000:1001"));
  for (const auto& moved : {out[0], in[0]}) {
    CHECK(moved.files == 8);
    CHECK(moved.directories == 7);
    CHECK(moved.others == 4);
    CHECK(moved.bytes == sizes[0].bytes);
    CHECK_FALSE(moved.empty);
    CHECK(moved.archive_bytes > 2'900'000);
    CHECK(moved.seconds > 0);
  }
  CHECK(sizes[0].files == 8);
  CHECK(out[1].files == 1);
}

TEST_CASE("a mount that is declared otherwise is another mount, and empty") {
  CarrierLab lab;
  lab.in_mount("one", "id=m,uid=1000", "echo x > f");
  const auto extract = [&](suite::CacheMount mount) {
    return must(lab.wait(lab.carrier("one").extract(std::move(mount), lab.fresh("m"))));
  };
  CHECK(extract({"m", "/m"}).empty);
  CHECK(extract({"m", "/m", 1001U}).empty);
  CHECK(extract({"other", "/m", 1000U}).empty);
  CHECK(extract({"m", "/elsewhere", 1000U}).files == 1);
  CHECK(extract({"m", "/m", 1000U, 0U, 0755U, "private"}).files == 1);
}

TEST_CASE("a mount without an id is found by its target") {
  CarrierLab lab;
  lab.build("one",
            "FROM busybox:1.36 AS w\nRUN --mount=type=cache,target=/c/ echo x > /c/f\n"
            "FROM scratch\nCOPY --from=w /bin/busybox /b\n");
  const auto moved = must(lab.wait(lab.carrier("one").extract({"", "/c"}, lab.fresh("m"))));
  CHECK(moved.files == 1);
}

TEST_CASE("a mount that the carrier creates has the owner and mode of its declaration") {
  CarrierLab lab;
  lab.in_mount("one", "id=m", "chmod 0700 . && chown 7:7 . && echo x > f && chown 8 f");
  const auto file = lab.fresh("m");
  must(lab.wait(lab.carrier("one").extract({"m", "/m"}, file)));
  const auto root = "stat -c '%a %u:%g' . > /said";
  const std::vector<std::pair<suite::CacheMount, std::string>> declared{
      {{"a", "/m"}, "id=a"},
      {{"b", "/m", 1000U, 1001U, 0777U}, "id=b,uid=1000,gid=1001,mode=0777"},
      {{"c", "/m", 1000U, {}, {}, "private"}, "id=c,uid=1000,sharing=private"}};
  for (const auto& [mount, flags] : declared) {
    must(lab.wait(lab.carrier("two").inject(mount, file)));
    CHECK(lab.in_mount("two", flags, root) == lab.in_mount("three", flags, root));
    CHECK(lab.in_mount("two", flags, "stat -c '%u' f > /said") == "8\n");
  }
}

TEST_CASE("nothing but the mark of another carrier counts as empty") {
  CarrierLab lab;
  lab.in_mount("one", "id=m", "echo 2026 > buildstamp");
  const auto moved = must(lab.wait(lab.carrier("one").extract({"m", "/m"}, lab.fresh("m"))));
  CHECK(moved.empty);
  CHECK(moved.files == 1);
}

TEST_CASE("a Go build cache that was carried compiles nothing") {
  CarrierLab lab("golang:1.19");
  const std::string go = "export GOCACHE=/m CGO_ENABLED=0 GO111MODULE=off GOARCH=arm64\n";
  lab.in_mount("one", "id=go", go + "go build net/http go/types");
  const auto file = lab.fresh("go");
  const auto out = must(lab.wait(lab.carrier("one").extract({"go", "/m"}, file)));
  CHECK(out.bytes > 15'000'000);
  const auto before = lab.listing("one", "id=go");
  lab.remove_builder("one");
  must(lab.wait(lab.carrier("two").inject({"go", "/m"}, file)));
  CHECK(lab.listing("two", "id=go") == before);
  CHECK(lab.in_mount("two", "id=go",
                     go + "go build -x net/http go/types 2>&1 | grep -c /compile > /said || :") ==
        "0\n");
}

}  // namespace
}  // namespace bxbench::tests
