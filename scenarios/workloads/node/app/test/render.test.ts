import { atomFeed, escapeXml } from "../src/server/feed";
import { Renderer, toHtml } from "../src/server/render";

const notice = { id: 1, title: "A & B", text: "*now*", tags: ["x"], posted: "2024-02-29T10:00:00.000Z" };

test("Markdown becomes HTML without scripts", () => {
  expect(toHtml("**a** <script>alert(1)</script>")).toBe("<p><strong>a</strong> </p>");
  expect(toHtml("[a](javascript:alert(1))")).not.toContain("javascript");
});

test("a notice is rendered with its text as HTML", () => {
  expect(new Renderer(1).render(notice).html).toBe("<p><em>now</em></p>");
});

test("a feed is escaped and in the zone", () => {
  const feed = atomFeed([new Renderer(1).render(notice)], "http://localhost", "UTC+2");
  expect(feed).toContain("<title>A &amp; B</title>");
  expect(feed).toContain("2024-02-29T12:00:00+02:00");
  expect(escapeXml('<"')).toBe("&lt;&quot;");
});
