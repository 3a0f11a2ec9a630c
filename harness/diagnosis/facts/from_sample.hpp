// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/facts.hpp>
#include <harness/measure/sample.hpp>

#include <vector>

namespace bxbench::diagnosis {

/// A measured job of one of bxbench's own runs as facts.
Job job_of(const measure::Sample& sample);

/// Adds to a job that was read from its log what only its sample tells: what it claims, and why its
/// steps were made again.
void add_sample(Job& job, const measure::Sample& sample);

/// The verdicts of the rules that are meant for samples and apply to this one, in the order of the
/// table.
std::vector<measure::Verdict> judge(const measure::Sample& sample);

}  // namespace bxbench::diagnosis
