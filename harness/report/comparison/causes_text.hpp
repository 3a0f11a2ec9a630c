// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/report/comparison/compared.hpp>

#include <string>

namespace bxbench::report {

/// Why a cell changed: "solve 2.0 s → 3.9 s; RUN go build 1.2 s → 3.0 s; [build 4/7] COPY go.mod ./
/// was cached and is made again: go.mod changed." Empty when nothing stands out.
std::string causes(const analysis::CellChange& change);

}  // namespace bxbench::report
