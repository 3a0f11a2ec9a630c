/** What people post. */
export interface Draft {
  title: string;
  /** Markdown */
  text: string;
  tags: string[];
}

export interface Notice extends Draft {
  id: number;
  /** ISO 8601 */
  posted: string;
}

/** As the service answers: with the text as HTML that is safe to show. */
export interface RenderedNotice extends Notice {
  html: string;
}

export interface Page {
  notices: RenderedNotice[];
  /** Where the next page begins; without it this is the last. */
  next?: number;
}
