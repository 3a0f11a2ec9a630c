// SPDX-License-Identifier: Apache-2.0
#include <harness/report/report.hpp>

namespace bxbench::report {

std::string_view trend_mark(Trend trend) {
  switch (trend) {
    case Trend::faster:
      return "▼";
    case Trend::slower:
      return "▲";
    case Trend::unclear:
      break;
  }
  return "";
}

}  // namespace bxbench::report
