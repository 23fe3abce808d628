import { MAX_ANSWER_PICTURES, MAX_SOURCES, type ModelEvent } from "@sendcat/shared-types";
import { scriptedModel, stop, text, usage } from "@sendcat/port-contracts";
import { describe, expect, it } from "vitest";
import { readChunks, textOf } from "../../testing/read-ui-stream.ts";
import { chatBody, FAST_POLICY, world } from "../../testing/world.ts";
import { LOST_PICTURE } from "./answer-extras.ts";

const source = (url: string, title: string | null = null): ModelEvent => ({ type: "source", url, title });
const picture = (url: string): ModelEvent => ({ type: "picture", url });
const png = (n: number): string =>
  `data:image/png;base64,${btoa(String.fromCodePoint(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, n))}`;

/** What a reader from the start, one who comes back, one on another host, and the store have of an answer. */
async function answered(...events: readonly ModelEvent[]) {
  const w = world(scriptedModel([[text("Hel"), ...events, text("lo"), usage(42), stop]]), FAST_POLICY);
  const body = chatBody();
  const chunks = await readChunks(await w.post("/api/chat", body, "alice"));
  await w.settled();
  const stored = await w.store.read({ turnId: body.turnId, afterSeq: -1 }, { token: "alice" });
  const again = await readChunks(await w.get(`/api/chat/${body.turnId}/stream?after=0`, "alice", w.elsewhere));
  const extrasIn = (all: readonly { readonly type: string }[]) =>
    all.filter(({ type }) => type === "source-url" || type === "file");
  return {
    chunks,
    shown: extrasIn(chunks),
    again: extrasIn(again),
    parts: stored?.parts ?? [],
    status: stored?.status,
    faults: w.events.filter(({ event }) => event === "fault"),
  };
}

describe("a cited page", () => {
  it("reaches every reader and the store as the same part, once, without breaking the text around it", async () => {
    const answer = await answered(source("https://a.example/x", "A page"), source("https://a.example/x", "Again"));
    const part = { type: "source-url", sourceId: "s0", url: "https://a.example/x", title: "A page" };
    expect([answer.shown, answer.again]).toEqual([[part], [part]]);
    expect(answer.parts).toEqual([{ type: "text", text: "Hello" }, part]);
    expect(textOf(answer.chunks)).toBe("Hello");
    expect(answer.chunks.filter(({ type }) => type === "text-start")).toHaveLength(1);
  });

  it("is left out when its link is not safe, and its title is one plain line", async () => {
    const unsafe = ["javascript:alert(1)", "data:text/html,x", "https://u:p@a.example/", "https://127.0.0.1/", "x"];
    const title = '<b onclick="x">Bold</b>\u202Egnp.exe\n\u0007end';
    const { shown } = await answered(...unsafe.map((url) => source(url)), source("https://a.example/", title));
    expect(shown).toEqual([
      { type: "source-url", sourceId: "s0", url: "https://a.example/", title: "Bold gnp.exe end" },
    ]);
    expect((await answered(source("https://a.example/", "\u202E"))).shown).toMatchObject([{ title: "a.example" }]);
  });

  it("is one of at most twenty", async () => {
    const many = Array.from({ length: 5_000 }, (_, n) => source(`https://a.example/${n}`, "x".repeat(5_000)));
    const { shown, parts } = await answered(...many);
    expect(shown).toHaveLength(MAX_SOURCES);
    expect(JSON.stringify(parts).length).toBeLessThan(10_000);
  });
});

describe("a picture", () => {
  it("inside the stream is stored, and every reader gets its address", async () => {
    const { shown, again, parts } = await answered(picture(png(1)));
    const part = {
      type: "file",
      mediaType: "image/png",
      url: expect.stringMatching(/^https:\/\/files.test\//) as string,
    };
    expect([shown, again, parts.slice(1)]).toEqual([[part], [part], [part]]);
  });

  it("is an answer, even without a word", async () => {
    const w = world(scriptedModel([[picture(png(1)), usage(42), stop]]), FAST_POLICY);
    const body = chatBody();
    const chunks = await readChunks(await w.post("/api/chat", body, "alice"));
    await w.settled();
    expect(chunks.map(({ type }) => type)).toContain("file");
    const stored = await w.store.read({ turnId: body.turnId, afterSeq: -1 }, { token: "alice" });
    expect(stored).toMatchObject({ status: "complete", parts: [{ type: "file" }] });
  });

  it.each([
    ["too large", `data:image/png;base64,${"A".repeat(4_100_000)}`],
    ["not a picture", `data:image/png;base64,${btoa("<svg onload=alert(1)>")}`],
    ["damaged", "data:image/png;base64,%%%"],
  ])("that is %s is named in the answer, not shown", async (_, url) => {
    const { shown, chunks, status } = await answered(picture(url));
    expect([shown, status]).toEqual([[], "complete"]);
    expect(textOf(chunks)).toContain(LOST_PICTURE);
  });

  it("is one of at most four; the end of the answer says once that others are missing", async () => {
    const { shown, chunks } = await answered(...Array.from({ length: 8 }, (_, n) => picture(png(n))));
    expect(shown).toHaveLength(MAX_ANSWER_PICTURES);
    expect(textOf(chunks)).toBe(`Hello${LOST_PICTURE}`);
  });

  it("on another site is shown only through our image route, else it is a link", async () => {
    const known = `${FAST_POLICY.tools.imageOrigins[0]}/kettle.png`;
    const { shown } = await answered(
      picture(known),
      picture("https://b.example/cat.png"),
      picture("http://b.example/"),
    );
    expect(shown).toEqual([
      { type: "file", mediaType: "image/*", url: known },
      { type: "source-url", sourceId: "s0", url: "https://b.example/cat.png", title: "b.example" },
    ]);
  });
});
