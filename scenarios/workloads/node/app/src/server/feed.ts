import { DateTime } from "luxon";
import type { RenderedNotice } from "../shared/notice";

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => entities[c] ?? c);
}

function element(name: string, text: string, attributes = ""): string {
  return `<${name}${attributes}>${escapeXml(text)}</${name}>`;
}

function entry(notice: RenderedNotice, base: string, zone: string): string {
  const posted = DateTime.fromISO(notice.posted).setZone(zone).toISO({ suppressMilliseconds: true });
  return [
    "  <entry>",
    `    ${element("id", `${base}/notices/${notice.id}`)}`,
    `    ${element("title", notice.title)}`,
    `    ${element("updated", posted ?? notice.posted)}`,
    ...notice.tags.map((tag) => `    <category term="${escapeXml(tag)}"/>`),
    `    ${element("content", notice.html, ' type="html"')}`,
    "  </entry>",
  ].join("\n");
}

/** An Atom feed (RFC 4287). */
export function atomFeed(notices: RenderedNotice[], base: string, zone: string): string {
  const latest = notices[0]?.posted ?? new Date(0).toISOString();
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `  ${element("id", `${base}/`)}`,
    `  ${element("title", "gazette")}`,
    `  ${element("updated", latest)}`,
    ...notices.map((notice) => entry(notice, base, zone)),
    "</feed>",
    "",
  ].join("\n");
}
