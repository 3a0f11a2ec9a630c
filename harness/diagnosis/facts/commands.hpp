// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/diagnosis/dockerfile_facts.hpp>

#include <string>

namespace bxbench::diagnosis {

/// What the command of a RUN is there for, by the programs that it calls.
Work work_of(const std::string& command);

/// Whether it calls that program.
bool calls(const std::string& command, const std::string& program);

}  // namespace bxbench::diagnosis
