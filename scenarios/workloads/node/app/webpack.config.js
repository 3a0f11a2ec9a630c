"use strict";

const path = require("path");
const HtmlWebpackPlugin = require("html-webpack-plugin");
const MiniCssExtractPlugin = require("mini-css-extract-plugin");
const manifest = require("./package.json");

const installed = new Set(Object.keys(manifest.dependencies));
const scripts = { test: /\.ts$/, exclude: /node_modules/, loader: "babel-loader" };

// Beside tsc's, in the folder that tools use by custom. Stored by what files hold, not by their times.
const cache = (name) => ({
  type: "filesystem",
  name,
  buildDependencies: { config: [__filename, path.resolve("babel.config.js")] },
});

const server = {
  name: "server",
  mode: "production",
  target: "node20",
  entry: "./src/server/main.ts",
  output: { path: path.resolve("dist"), filename: "server.js" },
  resolve: { extensions: [".ts", ".js"] },
  module: { rules: [scripts] },
  // What is installed beside the program stays there.
  externals: ({ request }, done) =>
    installed.has(request) ? done(null, `commonjs ${request}`) : done(),
  optimization: { minimize: false },
  cache: cache("server"),
};

const client = {
  name: "client",
  mode: "production",
  target: ["web", "es5"],
  entry: "./src/client/main.ts",
  output: { path: path.resolve("dist/public"), filename: "[name].[contenthash:8].js" },
  resolve: { extensions: [".ts", ".js"] },
  module: {
    rules: [
      scripts,
      { test: /\.css$/, use: [MiniCssExtractPlugin.loader, "css-loader", "postcss-loader"] },
    ],
  },
  plugins: [
    new HtmlWebpackPlugin({ template: "src/client/index.html" }),
    new MiniCssExtractPlugin({ filename: "[name].[contenthash:8].css" }),
  ],
  performance: { hints: false },
  cache: cache("client"),
};

module.exports = [server, client];
