"use strict";

module.exports = { plugins: ["autoprefixer"] };
