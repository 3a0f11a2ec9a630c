// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/any_io_executor.hpp>

namespace bxbench::http {

/// A port of 127.0.0.1 that was free a moment ago: the preferred one when it is, else any.
unsigned short free_port(const boost::asio::any_io_executor& executor, unsigned short preferred);

}  // namespace bxbench::http
