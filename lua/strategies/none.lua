-- SPDX-License-Identifier: Apache-2.0
-- No cache: what every other strategy has to beat.

return strategy {
  name    = "none",
  summary = "No cache: every job builds from nothing",
  form    = "layer",
  carries = "nothing",
}
