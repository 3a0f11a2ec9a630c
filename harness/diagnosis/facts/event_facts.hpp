// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <harness/cilog/event.hpp>
#include <harness/diagnosis/facts.hpp>

#include <string_view>

namespace bxbench::diagnosis {

// Facts of single events; what depends on the events around them is left to JobsFromLog.

/// The most telling line of an event.
Place place_of(const cilog::Event& event);

Restore fact_of(const cilog::Restore& restore);
Save fact_of(const cilog::Save& save);
Carry fact_of(const cilog::Carry& carry);

/// The trouble that a notice or an error of a build tells of. That something was not found, or may
/// not be written, is said of much that is no cache: `other`; so are texts that name no cache,
/// unless they come from a step that does nothing but cache.
Trouble trouble_of_cache(std::string_view text, bool cache_step = false);

}  // namespace bxbench::diagnosis
