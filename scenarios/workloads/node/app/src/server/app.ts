import path from "path";
import compression from "compression";
import express from "express";
import type { ErrorRequestHandler, Express } from "express";
import type { Logger } from "winston";
import { banner } from "./banner";
import type { Config } from "./config";
import { InvalidDraft } from "./drafts";
import { logRequests } from "./log";
import { Renderer } from "./render";
import { noticeRoutes } from "./routes";
import { Store } from "./store";

function errors(logger: Logger): ErrorRequestHandler {
  return (error, _request, response, _next) => {
    const status = error instanceof InvalidDraft ? 400 : error.status ?? 500;
    if (status >= 500) logger.error("request failed", { error: String(error.stack ?? error) });
    response.status(status).json({ error: status < 500 ? error.message : "internal error" });
  };
}

export function makeApp(config: Config, logger: Logger, store = new Store()): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(logRequests(logger));
  app.use(compression());
  app.use(express.json({ limit: "64kb" }));
  app.get("/health", (_request, response) => void response.json({ notices: store.size }));
  app.get("/about", (_request, response) => void response.type("text").send(`${banner}\n`));
  app.use(noticeRoutes(store, new Renderer(config.cachedNotices), config));
  app.use(express.static(path.join(__dirname, "public"), { immutable: true, maxAge: "1y", index: false }));
  app.get("/", (_request, response) => response.sendFile(path.join(__dirname, "public/index.html")));
  app.use(errors(logger));
  return app;
}
