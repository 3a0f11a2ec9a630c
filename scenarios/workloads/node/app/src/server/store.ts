import type { Draft, Notice } from "../shared/notice";

export interface Query {
  tag?: string;
  words?: string[];
  /** Only notices with a smaller id. */
  before?: number;
  limit: number;
}

/** Notices in memory, with an index of their words. */
export class Store {
  private readonly notices = new Map<number, Notice>();
  private readonly index = new Map<string, Set<number>>();
  private last = 0;

  constructor(private readonly now: () => Date = () => new Date()) {}

  add(draft: Draft): Notice {
    const notice = { ...draft, id: ++this.last, posted: this.now().toISOString() };
    this.notices.set(notice.id, notice);
    for (const word of words(`${draft.title} ${draft.text}`)) {
      const ids = this.index.get(word) ?? new Set();
      this.index.set(word, ids.add(notice.id));
    }
    return notice;
  }

  get(id: number): Notice | undefined {
    return this.notices.get(id);
  }

  remove(id: number): boolean {
    for (const [word, ids] of this.index) {
      if (ids.delete(id) && ids.size === 0) this.index.delete(word);
    }
    return this.notices.delete(id);
  }

  /** Latest first. */
  find(query: Query): Notice[] {
    const found: Notice[] = [];
    for (const notice of [...this.notices.values()].reverse()) {
      if (found.length === query.limit) break;
      if (this.matches(notice, query)) found.push(notice);
    }
    return found;
  }

  tags(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { tags } of this.notices.values())
      for (const tag of tags) counts[tag] = (counts[tag] ?? 0) + 1;
    return counts;
  }

  get size(): number {
    return this.notices.size;
  }

  private matches(notice: Notice, query: Query): boolean {
    if (query.before !== undefined && notice.id >= query.before) return false;
    if (query.tag !== undefined && !notice.tags.includes(query.tag)) return false;
    return (query.words ?? []).every((word) => this.index.get(word)?.has(notice.id));
  }
}

/** The words of a text in lower case, each once. */
export function words(text: string): string[] {
  return [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [])];
}
