// SPDX-License-Identifier: Apache-2.0
// What it costs to carry a cache mount from one builder to another, by turns: by bxbench's carrier,
// by the steps of buildkit-cache-dance, and, without any builder, by tar and zstd on the host.
// The dance ends in a folder that is not compressed yet; the other two include compression.
// Nothing is deleted before the end: ext4 is slow to create files while inodes were just freed.
//   carrier_speed [REPETITIONS [MEGABYTES of the Go build cache]]
#include <harness/analysis/stats/paired.hpp>
#include <harness/analysis/stats/summary.hpp>
#include <harness/archive/pack.hpp>
#include <harness/baseimage/store.hpp>
#include <tests/support/carrier_lab.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;
using namespace bxbench;
using bxbench::tests::CarrierLab;
using bxbench::tests::must;

namespace {

/// Standard libraries for one platform after another until the cache is large enough.
constexpr const char* fill_go_cache = R"(
export GOCACHE=/m CGO_ENABLED=0 GO111MODULE=off
for platform in linux/amd64 linux/arm64 linux/386 linux/arm linux/riscv64 linux/ppc64le \
    linux/s390x linux/mips64 windows/amd64 darwin/arm64 freebsd/amd64 openbsd/amd64 netbsd/amd64; do
  for tags in none netgo; do
    [ $(du -sm /m | cut -f1) -lt {} ] || break 2
    GOOS=${{platform%/*}} GOARCH=${{platform#*/}} go build -trimpath -tags $tags std
  done
done)";
constexpr const char* fill_small_files =
    "for d in $(seq 80); do mkdir $d; for f in $(seq 100); do head -c 1024 /dev/urandom > "
    "$d/$f; done; done";

struct Times {
  std::vector<double> out, in, both;
};
struct Compared {
  Times carrier, dance, plain;
};

/// Seconds of a script in a shell that talks to the builder. What was written before is on disk.
double shell(CarrierLab& lab, const std::string& builder, const std::string& script) {
  const process::Command command{.argv = {"bash", "-c", "set -eu -o pipefail\n" + script},
                                 .env = lab.builder(builder).environment()};
  ::sync();
  const auto started = Clock::now();
  must(lab.wait(process::run_checked(lab.launcher(), command, "by hand")));
  return seconds(Clock::now() - started);
}

template <class Work>
double timed(Work work) {
  ::sync();
  const auto started = Clock::now();
  must(work());
  return seconds(Clock::now() - started);
}

void add(Times& times, double out, double in) {
  times.out.push_back(out);
  times.in.push_back(in);
  times.both.push_back(out + in);
}

void by_carrier(CarrierLab& lab, Times& times, const suite::CacheMount& to) {
  const auto file = lab.fresh("carried");
  const suite::CacheMount from{"data", "/m"};
  const auto out = timed([&] { return lab.wait(lab.carrier("one").extract(from, file)); });
  const auto in = timed([&] { return lab.wait(lab.carrier("two").inject(to, file)); });
  add(times, out, in);
}

/// The steps of buildkit-cache-dance: extraction by a copy into a layer, an image, a container and
/// `docker cp`; injection by a copy from the build context.
void by_dance(CarrierLab& lab, Times& times, const std::string& id) {
  const auto place = lab.fresh("dance").string();
  const auto build = fmt::format(
      "docker buildx build --quiet --network=host --build-context "
      "busybox:1=oci-layout://{} ",
      lab.layout("busybox:1.36").string());
  const auto prepare = [&](const char* name, const std::string& mounts, const char* step) {
    return fmt::format(
        "date +%s.%N > {0}/scratch/buildstamp; cat > {0}/{1} <<'END'\nFROM "
        "busybox:1\nCOPY buildstamp buildstamp\nRUN {2} {3}\nEND\n",
        place, name, mounts, step);
  };
  fs::create_directories(place + "/scratch");
  const auto out =
      shell(lab, "one",
            prepare("extract", "--mount=type=cache,id=data,target=/m",
                    "mkdir -p /var/dance-cache && cp -p -R /m/. /var/dance-cache/") +
                build +
                fmt::format("-f {0}/extract --tag dance:extract {0}/scratch\n"
                            "docker rm -f dance > /dev/null 2>&1 || true\n"
                            "docker create --network none --name dance dance:extract\n"
                            "docker cp -L dance:/var/dance-cache - | tar -H posix -x -C "
                            "{0}/scratch",
                            place));
  shell(lab, "one",
        fmt::format("mv {0}/scratch/dance-cache {0}/source; cp {0}/scratch/buildstamp "
                    "{0}/source",
                    place));
  const auto in =
      shell(lab, "two",
            prepare("inject",
                    "--mount=type=cache,id=" + id +
                        ",target=/m --mount=type=bind,source=.,target=/var/dance-cache",
                    "cp -p -R /var/dance-cache/. /m") +
                build + fmt::format("-f {0}/inject --tag dance:inject {0}/source", place));
  add(times, out, in);
}

void by_tar(CarrierLab& lab, Times& times, const fs::path& data) {
  const auto file = lab.fresh("plain").string();
  const auto out =
      shell(lab, "one", fmt::format("tar -c -C {} . | zstd -q -1 -T2 > {}", data.string(), file));
  const auto in =
      shell(lab, "one", fmt::format("mkdir {0}.d; zstd -dc {0} | tar -x -C {0}.d", file));
  add(times, out, in);
}

void must_hold(CarrierLab& lab, const std::string& id, const cachemount::Content& wanted,
               std::uint64_t marks) {
  const auto got = must(lab.wait(lab.carrier("two").sizes({{id, "/m"}}))).front();
  if (got.files != wanted.files + marks)
    throw std::runtime_error(
        fmt::format("mount {} has {} files, not {}", id, got.files, wanted.files));
}

Compared compare(CarrierLab& lab, const fs::path& archive, int repetitions) {
  const suite::CacheMount from{"data", "/m"};
  const auto moved = must(lab.wait(lab.carrier("one").inject(from, archive)));
  const auto data = lab.fresh("data");
  must(archive::unpack(archive, data));
  fmt::print("{} files, {} directories, {:.0f} MB, archive {:.0f} MB\n", moved.files,
             moved.directories, moved.bytes / 1e6, moved.archive_bytes / 1e6);
  lab.carrier("two");
  Compared times;
  for (int n = 0; n < repetitions; ++n) {
    const auto ours = fmt::format("ours-{}", n), dance = fmt::format("dance-{}", n);
    by_carrier(lab, times.carrier, {ours, "/m"});
    by_dance(lab, times.dance, dance);
    by_tar(lab, times.plain, data);
    must_hold(lab, ours, moved, 0);
    must_hold(lab, dance, moved, 1);
  }
  return times;
}

std::string interval(const std::optional<std::pair<double, double>>& ci) {
  return ci ? fmt::format(" [{:.2f}–{:.2f}]", ci->first, ci->second) : "";
}

void print_row(const char* name, const std::vector<double>& carrier,
               const std::vector<double>& dance, const std::vector<double>& plain) {
  using namespace analysis::stats;
  const auto show = [](const std::vector<double>& times) {
    const auto [low, high] = std::minmax_element(times.begin(), times.end());
    return fmt::format("{:.2f} ({:.2f}–{:.2f})", *summarize(times).median, *low, *high);
  };
  const auto to_dance = paired_ratio(dance, carrier).value();
  const auto to_plain = paired_ratio(carrier, plain).value();
  fmt::print(
      "  {:<8} carrier {} s, dance {} s, tar {} s; dance/carrier {:.2f}{}, carrier/tar "
      "{:.2f}{}\n",
      name, show(carrier), show(dance), show(plain), to_dance.value, interval(to_dance.ci95),
      to_plain.value, interval(to_plain.ci95));
}

void print(const Compared& times) {
  print_row("extract", times.carrier.out, times.dance.out, times.plain.out);
  print_row("inject", times.carrier.in, times.dance.in, times.plain.in);
  print_row("both", times.carrier.both, times.dance.both, times.plain.both);
}

/// The archive goes into the Actions cache in another archive: what compressing it again costs.
void print_second_compression(CarrierLab& lab, const fs::path& archive) {
  const auto folder = lab.fresh("cache");
  fs::create_directories(folder);
  fs::copy_file(archive, folder / "mount.tar.zst");
  const auto packed = lab.fresh("packed");
  std::vector<double> packing, copying;
  for (int n = 0; n < 5; ++n) {
    packing.push_back(timed([&] { return archive::pack(folder, packed); }));
    fs::remove(packed);
    copying.push_back(
        shell(lab, "one",
              fmt::format("tar -c -f {1} -C {0} .; rm {1}", folder.string(), packed.string())));
  }
  fmt::print("packing the archive again: median {:.2f} s, without compression {:.2f} s\n",
             *analysis::stats::summarize(packing).median,
             *analysis::stats::summarize(copying).median);
}

/// Made once, kept for the next run.
fs::path go_cache(CarrierLab& lab, int megabytes) {
  const auto kept =
      baseimage::cache_root() / "bench" / fmt::format("go-build-{}.tar.zst", megabytes);
  if (fs::exists(kept)) return kept;
  fs::create_directories(kept.parent_path());
  lab.in_mount("maker", "id=go", fmt::format(fill_go_cache, megabytes) + "\n: > /said");
  must(lab.wait(lab.carrier("maker").extract({"go", "/m"}, kept)));
  return kept;
}

fs::path small_files(CarrierLab& lab) {
  lab.in_mount("maker", "id=small", std::string(fill_small_files) + "\n: > /said");
  const auto file = lab.fresh("small");
  must(lab.wait(lab.carrier("maker").extract({"small", "/m"}, file)));
  return file;
}

/// File by file, and by what the go command thinks of it.
void print_equality(CarrierLab& lab) {
  const bool same = lab.listing("one", "id=data") == lab.listing("two", "id=ours-0");
  const auto compiled =
      lab.in_mount("two", "id=ours-0",
                   "export GOCACHE=/m CGO_ENABLED=0 GO111MODULE=off GOARCH=amd64\n"
                   "go build -trimpath -tags netgo -x std 2>&1 | grep -c /compile > /said || :");
  fmt::print("listing, owners, modes, times, hashes: {}; compiled by the next build: {}",
             same ? "equal" : "DIFFERENT", compiled);
}

}  // namespace

int main(int argc, char** argv) try {
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  const int repetitions = argc > 1 ? std::atoi(argv[1]) : 5;
  const int megabytes = argc > 2 ? std::atoi(argv[2]) : 1000;
  {
    CarrierLab lab;
    fmt::print("small files, {} repetitions by turns: ", repetitions);
    print(compare(lab, small_files(lab), repetitions));
  }
  CarrierLab lab("golang:1.19");
  fmt::print("Go build cache, {} repetitions by turns: ", repetitions);
  const auto archive = go_cache(lab, megabytes);
  print(compare(lab, archive, repetitions));
  print_equality(lab);
  print_second_compression(lab, archive);
  return 0;
} catch (const std::exception& failure) {
  fmt::print(stderr, "{}\n", failure.what());
  return 3;
}
