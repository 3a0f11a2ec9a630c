// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace bxbench::report {

// What a page holds besides its figures, embedded when bxbench is built.
std::string_view page_style();     ///< *.css of this folder
std::string_view page_script();    ///< *.js of this folder, in the order of order.txt
std::string_view chart_library();  ///< Chart.js (MIT), with its licence notice

}  // namespace bxbench::report
