// SPDX-License-Identifier: Apache-2.0
// Transfers that fail: the message says what, and no half is taken for the whole.
#include <harness/archive/zstd_stream.hpp>
#include <harness/support/files.hpp>
#include <tests/support/carrier_lab.hpp>
#include <tests/support/result_printer.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <csignal>
#include <future>
#include <sys/mount.h>
#include <thread>

namespace fs = std::filesystem;
using Catch::Matchers::ContainsSubstring;

namespace bxbench::tests {
namespace {

/// A file system of a few MB, unmounted at the end.
class SmallDisk {
 public:
  SmallDisk(fs::path place, const std::string& options) : place_(std::move(place)) {
    fs::create_directories(place_);
    if (::mount("tmpfs", place_.c_str(), "tmpfs", 0, options.c_str()) != 0)
      throw std::runtime_error("cannot mount a small disk");
  }
  ~SmallDisk() { ::umount2(place_.c_str(), MNT_DETACH); }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

 private:
  fs::path place_;
};

constexpr const char* some_files =
    "for n in $(seq 20); do head -c 1000000 /dev/urandom > f$n; done";
const suite::CacheMount mount{"m", "/m"};

std::string injecting(CarrierLab& lab, const fs::path& file) {
  const auto moved = lab.wait(lab.carrier("two").inject(mount, file));
  return moved ? "no error" : moved.error().message;
}

TEST_CASE("a damaged archive is told from a whole one and never injected as a success") {
  CarrierLab lab;
  lab.in_mount("one", "id=m", some_files);
  const auto file = lab.fresh("m");
  must(lab.wait(lab.carrier("one").extract(mount, file)));
  const auto whole = must(read_file(file));

  must(lab.wait(lab.carrier("two").inject(mount, lab.fresh("nothing"))));
  CHECK(injecting(lab, file) == "no error");

  const auto cut = lab.fresh("cut");
  REQUIRE(write_file_atomically(cut, whole.substr(0, whole.size() / 2)));
  CHECK_THAT(injecting(lab, cut), ContainsSubstring("is cut short"));

  auto bad = whole;
  for (std::size_t n = 0; n < 4000; ++n)
    bad[bad.size() / 2 + n] ^= 0x55;
  const auto corrupt = lab.fresh("corrupt");
  REQUIRE(write_file_atomically(corrupt, bad));
  CHECK_THAT(injecting(lab, corrupt),
             ContainsSubstring("corrupt") &&
                 (ContainsSubstring("cannot decompress") || ContainsSubstring("holds no tar") ||
                  ContainsSubstring("ends in the middle")));

  const auto text = lab.fresh("text");
  REQUIRE(write_file_atomically(text, "this is no archive"));
  CHECK_THAT(injecting(lab, text), ContainsSubstring("cannot decompress"));

  auto writer = archive::ZstdWriter::create(lab.scratch() / "ended");
  REQUIRE(writer);
  auto reader = archive::ZstdReader::open(file);
  REQUIRE(reader);
  const auto first = must(reader->read());
  REQUIRE(writer->write(first));
  REQUIRE(writer->finish());
  CHECK_THAT(
      injecting(lab, lab.scratch() / "ended"),
      ContainsSubstring("ends in the middle of its tar") && ContainsSubstring("may hold a part"));
}

TEST_CASE("a full disk under the archive ends an extraction, and no file is left") {
  CarrierLab lab;
  lab.in_mount("one", "id=m", some_files);
  const SmallDisk disk(lab.scratch() / "small", "size=4m");
  const auto file = lab.scratch() / "small" / "m.tar.zst";
  const auto moved = lab.wait(lab.carrier("one").extract(mount, file));
  REQUIRE_FALSE(moved);
  CHECK(moved.error().code == Errc::environment);
  CHECK_THAT(moved.error().message, ContainsSubstring("No space left"));
  CHECK(fs::is_empty(lab.scratch() / "small"));
}

TEST_CASE("a full disk under the builder ends an injection and names the file") {
  CarrierLab lab;
  lab.in_mount("one", "id=m", "head -c 400000000 /dev/zero > zeros");
  const auto file = lab.fresh("m");
  must(lab.wait(lab.carrier("one").extract(mount, file)));
  const SmallDisk disk(lab.home_of("two"), "size=200m");
  const auto said = injecting(lab, file);
  lab.remove_builder("two");
  CHECK_THAT(said, ContainsSubstring("zeros") && ContainsSubstring("No space left"));
}

/// Kills the program of a helper step that runs below `home`; false when none was met in time.
bool kill_step(const fs::path& home, const fs::path& once_this_exists) {
  for (const auto end = Clock::now() + std::chrono::seconds(60); Clock::now() < end;) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    if (!fs::exists(once_this_exists)) continue;
    for (const auto& entry : fs::directory_iterator("/proc")) {
      const auto words = read_file(entry.path() / "cmdline");
      if (!words || words->rfind("/mover", 0) != 0) continue;
      const auto mounts = read_file(entry.path() / "mountinfo");
      if (!mounts || mounts->find(home.string()) == std::string::npos) continue;
      return ::kill(std::stoi(entry.path().filename()), SIGKILL) == 0;
    }
  }
  return false;
}

TEST_CASE("a step that dies in the middle is no success, and no file is left") {
  CarrierLab lab;
  lab.in_mount("one", "id=m", "head -c 500000000 /dev/urandom > large");
  const auto file = lab.fresh("m");
  auto carrier = lab.carrier("one");
  auto killed = std::async(std::launch::async, kill_step, lab.home_of("one"),
                           fs::path(file.string() + ".part"));
  const auto moved = lab.wait(carrier.extract(mount, file));
  REQUIRE(killed.get());
  REQUIRE_FALSE(moved);
  CHECK_THAT(moved.error().message,
             ContainsSubstring("helper build") && ContainsSubstring("failed"));
  CHECK_FALSE(fs::exists(file));
  CHECK_FALSE(fs::exists(file.string() + ".part"));
}

}  // namespace
}  // namespace bxbench::tests
