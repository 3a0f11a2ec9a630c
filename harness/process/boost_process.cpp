// SPDX-License-Identifier: Apache-2.0
// Boost.Process v2 is compiled here once, see BOOST_PROCESS_V2_SEPARATE_COMPILATION.
#include <boost/asio/detail/throw_error.hpp>  // used by the sources below, not included by them
#include <boost/process/v2/src.hpp>
