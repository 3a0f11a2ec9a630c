-- SPDX-License-Identifier: Apache-2.0
-- What no build of a program reads: libraries to link statically, sanitizers, the compiler for
-- link-time optimisation.
local unused = {
  "/usr/lib/python3.11/config-*/*.a",
  "/usr/lib/*/libpython3.11.a",
  "/usr/lib/gcc/*/12/lto1",
  "/usr/lib/gcc/*/12/lib*san.a",
  "/usr/lib/*/lib*san.so*",
}

local env = {
  LANG = "C.UTF-8",
  PATH = "/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin",
}

-- Every edit ends in another program: the marker is in one of its modules.
local function banner()
  return edit.write("gauge/banner.py", [[
"""What the program says about itself."""

BANNER = "gauge, readings of sensors (%{marker})"
]])
end

local function compile_strictly(dockerfile)
  return edit.replace(dockerfile, "python -m compileall", "python -W error -m compileall")
end

return workload {
  name = "python",
  summary = "HTTP service in Python with 14 packages, among them pandas and one to compile",
  context = "app",
  dockerfiles = { layer = "app/Dockerfile.layer", mount = "app/Dockerfile.mount" },
  variants = {
    naive = {
      summary = "Python service, all sources copied before pip runs",
      dockerfiles = { layer = "app/Dockerfile.naive" },
    },
    wheels = {
      summary = "Python service, installed from a stage with packed wheels",
      dockerfiles = { layer = "app/Dockerfile.wheels" },
    },
  },
  cache_mounts = { { id = "pip", target = "/root/.cache/pip" } },
  lock_files = { "requirements.lock" },
  bases = {
    ["python:3.11-bookworm"] = base.debian {
      suite = "bookworm",
      packages = { "python3-venv", "python3-dev", "g++" },
      exclude = unused,
      env = env,
    },
    ["python:3.11-slim-bookworm"] = base.debian {
      suite = "bookworm",
      packages = { "python3-venv", "libstdc++6", "tzdata" },
      env = env,
    },
  },
  fixtures = {
    index = fixture.build {
      context = "index",
      bases = {
        ["python-packages:3.11"] = base.debian {
          suite = "bookworm",
          packages = {
            "patchelf",
            "python3-setuptools-whl",
            "python3-wheel",
            "python3-wheel-whl",
            -- What becomes wheels; click and the like come with those that need them.
            "python3-flask",
            "python3-greenlet",
            "python3-pandas",
            "python3-sqlalchemy",
            "python3-waitress",
          },
          env = env,
        },
        ["python-pip:25"] = base.debian { suite = "trixie", packages = { "python3-pip-whl" } },
      },
      build_arg = "PIP_INDEX_URL",
      path = "/simple",
      overlay = "context",
    },
  },
  edits = {
    -- One module.
    source = { banner() },
    -- Another version of one package. requirements.lock has the hashes of both.
    dependency = {
      edit.replace("pyproject.toml", "click>=[0-9.]+", "click>=8.1.4"),
      edit.replace("requirements.lock", "click==[0-9.]+", "click==8.1.4"),
      banner(),
    },
    -- A release: the manifest changes, the dependencies do not.
    version = {
      edit.replace("pyproject.toml", 'version = "[0-9.]+"', 'version = "0.4.1"'),
      edit.replace("gauge/version.py", 'NUMBER = "[0-9.]+"', 'NUMBER = "0.4.1"'),
      banner(),
    },
    -- Another flag where bytecode is compiled.
    dockerfile = {
      compile_strictly("Dockerfile.layer"),
      compile_strictly("Dockerfile.mount"),
      compile_strictly("Dockerfile.naive"),
      compile_strictly("Dockerfile.wheels"),
    },
    ["touch-only"] = { edit.touch("gauge/summary.py") },
    -- Sensors get a trend: a module, its test, where it is shown and described.
    commit = {
      edit.write("gauge/trend.py", [[
"""Where readings are going."""

import numpy as np
import pandas as pd


def per_day(values: pd.Series) -> float | None:
    """The slope of the line through all readings; nothing for less than three."""
    if values.size < 3:
        return None
    days = (values.index - values.index[0]) / pd.Timedelta(days=1)
    return float(np.polyfit(days.to_numpy(), values.to_numpy(), 1)[0])
]]),
      edit.write("tests/test_trend.py", [[
import unittest

import pandas as pd

from gauge import trend


class TrendTest(unittest.TestCase):
    def test_a_rise_of_one_per_day_is_found(self):
        values = pd.Series([1.0, 2.0, 3.0], pd.date_range("2024-05-01", periods=3, freq="1D"))
        self.assertAlmostEqual(trend.per_day(values), 1.0)
]]),
      edit.replace("gauge/web.py", "import chart, ingest, summary, version", "import chart, ingest, summary, trend, version"),
      edit.replace("gauge/web.py", "            sensor=sensor,\n            summary=found and",
        "            sensor=sensor,\n            trend_per_day=trend.per_day(values),\n            summary=found and"),
      edit.replace("docs/api.md", "its summary and its outliers", "its summary, its trend and its outliers"),
      banner(),
    },
  },
  artifact = { path = "/app/gauge/banner.py", marker = "bxbench-unedited" },
}
