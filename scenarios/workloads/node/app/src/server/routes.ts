import { Router } from "express";
import type { Request } from "express";
import type { Page } from "../shared/notice";
import type { Config } from "./config";
import { parseDraft } from "./drafts";
import { atomFeed } from "./feed";
import type { Renderer } from "./render";
import { Query, Store, words } from "./store";

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function queryOf(request: Request, limit: number): Query {
  const before = Number(text(request.query.before) ?? NaN);
  return {
    tag: text(request.query.tag),
    words: words(text(request.query.q) ?? ""),
    before: Number.isInteger(before) ? before : undefined,
    limit,
  };
}

export function noticeRoutes(store: Store, renderer: Renderer, config: Config): Router {
  const router = Router();

  router.get("/notices", (request, response) => {
    // One more than shown tells whether there is another page.
    const found = store.find(queryOf(request, config.pageSize + 1));
    const shown = found.slice(0, config.pageSize);
    const page: Page = { notices: shown.map((notice) => renderer.render(notice)) };
    if (found.length > shown.length) page.next = shown[shown.length - 1].id;
    response.json(page);
  });

  router.post("/notices", (request, response) => {
    const notice = store.add(parseDraft(request.body));
    response.status(201).location(`/notices/${notice.id}`).json(renderer.render(notice));
  });

  router.get("/notices/:id", (request, response) => {
    const notice = store.get(Number(request.params.id));
    if (notice) response.json(renderer.render(notice));
    else response.sendStatus(404);
  });

  router.delete("/notices/:id", (request, response) => {
    response.sendStatus(store.remove(Number(request.params.id)) ? 204 : 404);
  });

  router.get("/tags", (_request, response) => {
    response.json(store.tags());
  });

  router.get("/feed.atom", (request, response) => {
    const base = `${request.protocol}://${request.get("host")}`;
    const latest = store.find({ limit: config.pageSize });
    const feed = atomFeed(latest.map((notice) => renderer.render(notice)), base, config.zone);
    response.type("application/atom+xml").send(feed);
  });

  return router;
}
