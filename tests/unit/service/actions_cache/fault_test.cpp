// SPDX-License-Identifier: Apache-2.0
// Faults: which requests they hit, and how command lines name them.
#include <harness/service/actions_cache/fault/injector.hpp>
#include <harness/service/actions_cache/fault/parse_fault.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace bxbench::service::actions_cache;
using bxbench::suite::Fault;
using Catch::Matchers::ContainsSubstring;

namespace {

Fault fault_on(const std::string& operation, int status = 503) {
  Fault fault;
  fault.operation = operation;
  fault.status = status;
  return fault;
}

int status_of(FaultInjector& faults, const std::string& operation, const std::string& key = "k") {
  const auto drawn = faults.draw(operation, key);
  return drawn ? drawn->fault.status : 0;
}

std::string error_of(const std::string& text) {
  const auto parsed = parse_fault(text);
  return parsed ? "none" : parsed.error().message;
}

std::string hits(std::uint64_t seed) {
  FaultInjector faults(seed);
  auto fault = fault_on("");
  fault.probability = 0.5;
  faults.add(fault);
  std::string hits;
  for (int i = 0; i < 64; ++i)
    hits += status_of(faults, "lookup") ? '1' : '0';
  return hits;
}

}  // namespace

TEST_CASE("a fault hits its operation and its keys only", "[actions_cache]") {
  FaultInjector faults(1);
  auto fault = fault_on("lookup");
  fault.key = "index-";
  faults.add(fault);
  CHECK(status_of(faults, "create", "index-1") == 0);
  CHECK(status_of(faults, "lookup", "other") == 0);
  CHECK(status_of(faults, "lookup", "index-1") == 503);
  faults.clear();
  CHECK(status_of(faults, "lookup", "index-1") == 0);
}

TEST_CASE("a fault lets some pass, hits so many, and is used up", "[actions_cache]") {
  FaultInjector faults(1);
  auto fault = fault_on("lookup");
  fault.after = 1;
  fault.times = 2;
  faults.add(fault);
  std::vector<int> statuses;
  for (int i = 0; i < 5; ++i)
    statuses.push_back(status_of(faults, "lookup"));
  CHECK(statuses == std::vector<int>{0, 503, 503, 0, 0});
}

TEST_CASE("of two faults the first acts until it is used up", "[actions_cache]") {
  FaultInjector faults(1);
  auto first = fault_on("", 429);
  first.times = 1;
  faults.add(first);
  faults.add(fault_on("lookup", 500));
  CHECK(status_of(faults, "lookup") == 429);
  CHECK(status_of(faults, "lookup") == 500);
  CHECK(status_of(faults, "create") == 0);
}

TEST_CASE("a fault that missed may hit another time", "[actions_cache]") {
  FaultInjector faults(1);
  auto fault = fault_on("download");
  fault.times = 1;
  faults.add(fault);
  faults.missed(*faults.draw("download", "k"));
  CHECK(status_of(faults, "download") == 503);
  CHECK(status_of(faults, "download") == 0);
}

TEST_CASE("chance depends on the seed alone", "[actions_cache]") {
  CHECK(hits(7) == hits(7));
  CHECK(hits(7) != hits(8));
  CHECK(hits(7).find('1') != std::string::npos);
  CHECK(hits(7).find('0') != std::string::npos);
}

TEST_CASE("a fault is read from its text", "[actions_cache]") {
  const auto cut = parse_fault("on=download,reset=30MB,times=1,key=index-,after=2").value();
  CHECK(cut.operation == "download");
  CHECK(cut.cut == Fault::Cut::reset);
  CHECK(cut.cut_after == 30'000'000);
  CHECK(cut.times == 1);
  CHECK(cut.key == "index-");
  CHECK(cut.after == 2);
  const auto status = parse_fault("on=lookup,status=429,retry-after=2,times=3").value();
  CHECK(status.status == 429);
  CHECK(status.retry_after == 2.0);
  const auto late = parse_fault("on=upload,delay=0.5,probability=0.1").value();
  CHECK(late.delay == 0.5);
  CHECK(late.probability == 0.1);
  CHECK_FALSE(late.times);
  CHECK(parse_fault("on=download,truncate=1000")->cut == Fault::Cut::truncate);
  CHECK(parse_fault("stall=0")->cut == Fault::Cut::stall);
  CHECK(parse_fault("reset=1.5KiB")->cut_after == 1536);
}

TEST_CASE("an error about a fault's text names the part and what is right", "[actions_cache]") {
  CHECK_THAT(error_of("on=downlod,reset=1"),
             ContainsSubstring("'on=downlod'") && ContainsSubstring("lookup, create, upload"));
  CHECK_THAT(error_of("tims=1"), ContainsSubstring("'tims=1'") &&
                                     ContainsSubstring("did you mean 'times'") &&
                                     ContainsSubstring("probability"));
  CHECK_THAT(error_of("reset"), ContainsSubstring("NAME=VALUE"));
  CHECK_THAT(error_of("reset=30XB"), ContainsSubstring("64KiB"));
  CHECK_THAT(error_of("on=lookup"), ContainsSubstring("what happens"));
  for (const std::string text :
       {"", ",", "status=99", "status=x", "probability=1.1", "probability=nan", "delay=-1",
        "delay=inf", "reset=", "reset=1e30", "times=-1", "after=1.5", "reset=1,stall=2",
        "delay=1,retry-after=1", "status=503,"})
    CHECK(error_of(text) != "none");
}
