import type { Draft, Page, RenderedNotice } from "../shared/notice";

async function answer<T>(response: Response): Promise<T> {
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? response.statusText);
  return body;
}

export async function findNotices(words: string, before?: number): Promise<Page> {
  const query = new URLSearchParams();
  if (words) query.set("q", words);
  if (before !== undefined) query.set("before", String(before));
  return answer(await fetch(`/notices?${query}`));
}

export async function postNotice(draft: Draft): Promise<RenderedNotice> {
  return answer(
    await fetch("/notices", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(draft),
    }),
  );
}
