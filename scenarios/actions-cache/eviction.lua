-- SPDX-License-Identifier: Apache-2.0
-- Entries that nobody used for 7 days are gone, and so are the least recently used ones when the
-- repository's limit is reached.

local is_warm = require "is_warm"

return scenario {
  name       = "eviction",
  summary    = "What age and quota take away, and who is cold after that",
  strategies = { "gha", "mount" },
  workloads  = { "shell" },
  script     = function(ci)
    ci:job { "prime" }
    ci.actions_cache:advance_clock { days = 6 }
    ci:expect(is_warm(ci, ci:job { "after-6-days" }), "6 days later the cache is there")
    ci.actions_cache:advance_clock { days = 6 }
    ci:expect(is_warm(ci, ci:job { "used-since" }), "a use in between keeps it")
    ci.actions_cache:advance_clock { days = 8 }
    ci:expect(#ci.actions_cache:entries() == 0, "8 days without a use: everything is evicted")
    ci:expect(not is_warm(ci, ci:job { "after-8-days" }), "and the next job is cold")

    ci.actions_cache:limit { quota = 1000 }
    ci:expect(#ci.actions_cache:entries() == 0, "a quota below what is held evicts it")
  end,
}
