import { afterAll, beforeAll, expect, it } from "vitest";
import { api } from "../testing/fixture-api.ts";
import { type FixtureDeployment, startFixtureDeployment } from "../testing/fixture-deployment.ts";
import { watch } from "../testing/watch.ts";

let fixture: FixtureDeployment;

beforeAll(async () => {
  fixture = await startFixtureDeployment();
}, 60_000);

afterAll(() => fixture.close());

function send(channel: string, body: string, n = 0): Promise<string> {
  return fixture.http.mutation(api.messages.send, { channel, author: "me", body, n });
}

it("ranks documents with more matches and fewer words first", async () => {
  await send("rank", "an air fryer and many other things for the kitchen");
  await send("rank", "fryer, fryer, fryer");
  await send("rank", "Air-Fryer!");
  await send("other", "fryer");
  const found = await fixture.http.query(api.messages.search, { channel: "rank", words: "fryer" });
  expect(found).toEqual(["fryer, fryer, fryer", "Air-Fryer!", "an air fryer and many other things for the kitchen"]);
});

it("updates a subscribed search when a match is added, changed or removed, and not for other documents", async () => {
  const watched = watch<string[]>(fixture.connect(), api.messages.search, { channel: "live", words: "blend" });
  await watched.until((found) => found.length === 0);
  const id = await send("live", "a blender");
  await watched.until((found) => found[0] === "a blender");
  await send("live", "a toaster");
  await send("elsewhere", "a blender");
  await fixture.http.mutation(api.messages.edit, { id, body: "two blenders" });
  await watched.until((found) => found[0] === "two blenders");
  await fixture.http.mutation(api.messages.edit, { id, body: "a kettle" });
  await watched.until((found) => watched.values.length > 3 && found.length === 0);
  expect(watched.values).toEqual([[], ["a blender"], ["two blenders"], []]);
});

it("pages through search results without gaps or repeats", async () => {
  for (let n = 0; n < 7; n++) await send("pages", `pageable ${"word ".repeat(n)}`, n);
  const seen: number[] = [];
  let cursor: string | null = null;
  for (let isDone = false; !isDone;) {
    const paginationOpts = { numItems: 3, cursor };
    const found: { page: number[]; isDone: boolean; continueCursor: string } = await fixture.http.query(
      api.messages.searchPage,
      { words: "pageable", paginationOpts },
    );
    seen.push(...found.page);
    ({ isDone, continueCursor: cursor } = found);
  }
  expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6]);
});
