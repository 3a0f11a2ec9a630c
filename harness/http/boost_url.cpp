// SPDX-License-Identifier: Apache-2.0
// The only unit that compiles Boost.URL itself.
#include <boost/url/src.hpp>
