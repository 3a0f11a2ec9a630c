// SPDX-License-Identifier: Apache-2.0
// The only unit that compiles Asio and Beast themselves, for http/ and for process/ alike.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
