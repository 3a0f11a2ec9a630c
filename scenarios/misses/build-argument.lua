-- SPDX-License-Identifier: Apache-2.0
-- Every RUN below its ARG misses, used or not; COPY does not.
return scenario {
  name = "miss-build-argument", summary = "A build argument has another value",
  workloads = { "layers" }, strategies = { "registry", "gha", "local" },
  script = function(ci)
    ci:job { "prime", build_args = { GREETING = "hello" } }
    local job = ci:job { "rebuild", measure = true, build_args = { GREETING = "good morning" } }
    local miss = job:step "RUN cat".miss
    ci:expect(miss.kind == "argument-changed" and miss.subject == "GREETING", "the argument is named")
    ci:expect(miss.text:find("from 'hello' to 'good morning'", 1, true), "with both values")
    ci:expect(job.miss.subject == "GREETING", "the misses began with it")
    ci:expect(job:step "COPY src".cached, "the COPY below the ARG was not made again")
  end,
}
