// SPDX-License-Identifier: Apache-2.0
#include <tests/support/samples.hpp>

namespace bxbench::test {

using measure::Sample;

Sample plain_sample() {
  Sample sample;
  sample.evidence.expected_marker = "m-2";
  sample.evidence.artifact_fresh = true;
  return sample;
}

Sample warm_layers() {
  auto sample = plain_sample();
  sample.claim = suite::Claim::warm;
  sample.carries = suite::Carries::layers;
  sample.evidence.steps = {7, 5, 2};
  sample.evidence.imports = {{"importing cache manifest from r", true, ""}};
  return sample;
}

Sample warm_mounts() {
  auto sample = plain_sample();
  sample.claim = suite::Claim::warm;
  sample.carries = suite::Carries::mounts;
  sample.evidence.steps = {7, 0, 7};
  sample.evidence.restore = {"go-v1-abc", true, true, "go-v1-abc", 8'000'000};
  sample.evidence.mounts = {{"go-mod", "/go/pkg/mod", "go-mod", 5'000'000},
                            {"go-build", "/root/.cache/go-build", "go-build", 4'000'000}};
  return sample;
}

Sample timed(const std::string& strategy, double job_seconds) {
  auto sample = plain_sample();
  sample.cell = {"go", strategy, "warm", "build"};
  sample.valid = true;
  sample.job_seconds = job_seconds;
  sample.build_seconds = job_seconds / 2;
  return sample;
}

}  // namespace bxbench::test
