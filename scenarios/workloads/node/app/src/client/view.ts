import { DateTime } from "luxon";
import type { RenderedNotice } from "../shared/notice";

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** A notice as an article. Its HTML was made safe by the service. */
export function articleOf(notice: RenderedNotice): HTMLElement {
  const article = document.createElement("article");
  const body = document.createElement("div");
  body.innerHTML = notice.html;
  const posted = DateTime.fromISO(notice.posted);
  const footer = element("footer", [posted.toRelative(), ...notice.tags].join(" · "));
  footer.title = posted.toLocaleString(DateTime.DATETIME_FULL);
  article.append(element("h2", notice.title), body, footer);
  return article;
}

export function byId<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element ${id}`);
  return found as T;
}
