"use strict";

// Types are checked by tsc; Babel only takes them away. Tests run on the node at hand.
module.exports = (api) => {
  const client = api.caller((caller) => caller?.target === "web");
  const targets = client ? "> 0.5%, not dead" : { node: "20" };
  const polyfills = client ? { useBuiltIns: "usage", corejs: "3.33" } : {};
  return {
    presets: [
      ["@babel/preset-env", { targets, ...polyfills }],
      "@babel/preset-typescript",
    ],
  };
};
