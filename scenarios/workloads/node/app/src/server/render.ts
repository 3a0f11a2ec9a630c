import { LRUCache } from "lru-cache";
import { marked } from "marked";
import sanitize from "sanitize-html";
import type { Notice, RenderedNotice } from "../shared/notice";

const allowed: sanitize.IOptions = {
  allowedTags: [...sanitize.defaults.allowedTags, "img", "del"],
  allowedAttributes: { a: ["href", "title"], img: ["src", "alt"], code: ["class"] },
  allowedSchemes: ["http", "https", "mailto"],
  transformTags: { a: sanitize.simpleTransform("a", { rel: "nofollow" }) },
};

/** Markdown as HTML that is safe to show. */
export function toHtml(markdown: string): string {
  return sanitize(marked.parse(markdown, { gfm: true, breaks: false }), allowed).trim();
}

/** Renders notices and remembers the latest. Notices never change once they are posted. */
export class Renderer {
  private readonly pages: LRUCache<number, string>;

  constructor(max: number) {
    this.pages = new LRUCache({ max });
  }

  render(notice: Notice): RenderedNotice {
    let html = this.pages.get(notice.id);
    if (html === undefined) {
      html = toHtml(notice.text);
      this.pages.set(notice.id, html);
    }
    return { ...notice, html };
  }
}
