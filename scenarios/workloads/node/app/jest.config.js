"use strict";

module.exports = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  // Only what npm installed: Debian's jest would prefer Debian's packages.
  moduleDirectories: ["node_modules"],
};
