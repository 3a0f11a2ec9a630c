import type { AddressInfo } from "net";
import type { Server } from "http";
import { createLogger } from "winston";
import { makeApp } from "../src/server/app";
import { banner } from "../src/server/banner";
import { defaults, parseConfig } from "../src/server/config";

const draft = { title: "Lift", text: "Out of *order*." };

let server: Server;
let base: string;

beforeEach((done) => {
  const app = makeApp({ ...defaults, pageSize: 2 }, createLogger({ silent: true }));
  server = app.listen(0, "127.0.0.1", () => {
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    done();
  });
});

afterEach((done) => void server.close(done));

const post = (body: object) =>
  fetch(`${base}/notices`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

test("a notice is posted, read and removed", async () => {
  const posted = await post(draft);
  expect(posted.status).toBe(201);
  expect(await posted.json()).toMatchObject({ id: 1, tags: [], html: "<p>Out of <em>order</em>.</p>" });
  expect((await fetch(`${base}/notices/1`)).status).toBe(200);
  expect((await fetch(`${base}/notices/1`, { method: "DELETE" })).status).toBe(204);
  expect((await fetch(`${base}/notices/1`)).status).toBe(404);
});

test("pages lead to the next", async () => {
  for (const title of ["one", "two", "three"]) await post({ ...draft, title });
  const first = await (await fetch(`${base}/notices`)).json();
  expect(first.notices).toHaveLength(2);
  const second = await (await fetch(`${base}/notices?before=${first.next}`)).json();
  expect(second.notices.map((n: { title: string }) => n.title)).toEqual(["one"]);
});

test("a draft that is wrong is refused with every reason", async () => {
  const answer = await post({ text: "", tags: ["A b"] });
  expect(answer.status).toBe(400);
  const { error } = await answer.json();
  for (const name of ["title", "/text", "/tags/0"]) expect(error).toContain(name);
});

test("the service tells what it is", async () => {
  expect(await (await fetch(`${base}/about`)).text()).toBe(`${banner}\n`);
});

test("settings are read over the defaults and checked", () => {
  expect(parseConfig("port: 80")).toEqual({ ...defaults, port: 80 });
  expect(() => parseConfig("port: x\nnone: 1")).toThrow(/port must be integer/);
});
