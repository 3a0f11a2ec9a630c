#pragma once

#include "tally.hpp"

#include <string>

namespace loglens {

/// For people: a few lines and a table of the paths with most requests.
std::string report_text(const Tally& tally, std::size_t paths);
/// The same as one JSON object.
std::string report_json(const Tally& tally, std::size_t paths);

}  // namespace loglens
