import "./style.css";
import { findNotices, postNotice } from "./api";
import { articleOf, byId } from "./view";

const list = byId("notices");
const more = byId<HTMLButtonElement>("more");
const search = byId<HTMLInputElement>("search");
const form = byId<HTMLFormElement>("post");
const problem = byId("problem");

let next: number | undefined;

async function show(before?: number): Promise<void> {
  const page = await findNotices(search.value, before);
  const articles = page.notices.map(articleOf);
  if (before === undefined) list.replaceChildren(...articles);
  else list.append(...articles);
  next = page.next;
  more.hidden = next === undefined;
}

async function post(): Promise<void> {
  const fields = new FormData(form);
  const field = (name: string) => String(fields.get(name) ?? "").trim();
  const tags = field("tags").split(",").map((tag) => tag.trim()).filter(Boolean);
  await postNotice({ title: field("title"), text: field("text"), tags });
  form.reset();
  await show();
}

function report(work: Promise<void>): void {
  problem.textContent = "";
  work.catch((error: Error) => { problem.textContent = error.message; });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  report(post());
});
search.addEventListener("input", () => report(show()));
more.addEventListener("click", () => report(show(next)));
report(show());
