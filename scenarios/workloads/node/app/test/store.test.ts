import { Store, words } from "../src/server/store";

const draft = (title: string, tags: string[] = []) => ({ title, text: "The lift is out of order.", tags });

test("words come once, in lower case", () => {
  expect(words("The lift, the LIFT: öl 7a")).toEqual(["the", "lift", "öl", "7a"]);
});

test("the latest notice comes first", () => {
  const store = new Store();
  store.add(draft("one"));
  store.add(draft("two"));
  expect(store.find({ limit: 9 }).map((n) => n.title)).toEqual(["two", "one"]);
});

test("a notice is found by its tag and by all words", () => {
  const store = new Store();
  store.add(draft("Lift", ["house"]));
  store.add(draft("Heating", ["house", "winter"]));
  expect(store.find({ tag: "winter", limit: 9 })).toHaveLength(1);
  expect(store.find({ words: ["order", "heating"], limit: 9 })).toHaveLength(1);
  expect(store.find({ words: ["order", "roof"], limit: 9 })).toHaveLength(0);
  expect(store.tags()).toEqual({ house: 2, winter: 1 });
});

test("a removed notice is found no more", () => {
  const store = new Store();
  const { id } = store.add(draft("Lift"));
  expect(store.remove(id)).toBe(true);
  expect(store.remove(id)).toBe(false);
  expect(store.find({ words: ["lift"], limit: 9 })).toHaveLength(0);
});
