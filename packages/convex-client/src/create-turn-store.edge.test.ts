// @vitest-environment edge-runtime
import { describe, expect, it } from "vitest";
import { createThreadStore } from "./create-thread-store.ts";
import { createTurnStore } from "./create-turn-store.ts";

const convexUrl = "https://convex.test";
const ana = { token: "token-of-ana" };

/** Convex's HTTP answers, one per call in order; the last one repeats. */
function answering(...answers: readonly (() => Response)[]) {
  const requests: { url: string; authorization: string | null; body: string }[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const authorization = new Headers(init?.headers).get("authorization");
    requests.push({ url: String(input), authorization, body: String(init?.body) });
    const answer = answers[Math.min(requests.length, answers.length) - 1];
    if (!answer) throw new TypeError("fetch failed");
    return answer();
  };
  const serviceToken = async () => "token-of-the-service";
  return {
    requests,
    store: createTurnStore({ convexUrl, serviceToken, fetch }),
    threads: createThreadStore({ convexUrl, fetch }),
  };
}

const success = (value: unknown) => () => Response.json({ status: "success", value });
const read = { turnId: "t".repeat(20), afterSeq: -1 };
const beat = { turnId: "t".repeat(20), chunk: null, progress: null };

describe("in the edge runtime", () => {
  it("calls Convex's HTTP API with the credential of the user or service it acts for", async () => {
    const { requests, store } = answering(success(null), success([{ live: true }]));
    expect(await store.read(read, ana)).toBeNull();
    expect(await store.checkpoint(beat)).toEqual({ live: true });
    expect(requests.map(({ url, authorization }) => ({ url, authorization }))).toEqual([
      { url: "https://convex.test/api/query", authorization: "Bearer token-of-ana" },
      { url: "https://convex.test/api/mutation", authorization: "Bearer token-of-the-service" },
    ]);
  });

  it("repeats a read after an outage, and passes on Convex's retry-after", async () => {
    const busy = () => new Response("{}", { status: 503, headers: { "retry-after": "7" } });
    const recovering = answering(busy, success(null));
    expect(await recovering.store.read(read, ana)).toBeNull();
    const down = answering(busy);
    await expect(down.store.read(read, ana)).rejects.toMatchObject({
      code: "capacity_saturated",
      scope: "convex",
      retryAfterMs: 7_000,
    });
    expect(down.requests).toHaveLength(2);
  });

  it("repeats a call whose answer was cut off", async () => {
    const { requests, store } = answering(() => new Response('{"status":"succ'), success(null));
    expect(await store.read(read, ana)).toBeNull();
    expect(requests).toHaveLength(2);
  });

  it("repeats neither a checkpoint nor a call that the function itself refused", async () => {
    const down = answering(() => new Response("{}", { status: 500 }));
    await expect(down.store.checkpoint(beat)).rejects.toMatchObject({ code: "capacity_saturated", scope: "convex" });
    expect(down.requests).toHaveLength(1);
    const broken = answering(() => Response.json({ status: "error", errorMessage: "Server Error" }));
    await expect(broken.store.read(read, ana)).rejects.toMatchObject({ code: "internal", scope: "convex" });
    expect(broken.requests).toHaveLength(1);
  });

  it("rejects an answer of an unknown shape", async () => {
    for (const value of [undefined, {}, { status: "perhaps" }, "yes"]) {
      const { store } = answering(success(value ?? null));
      if (value !== undefined) await expect(store.read(read, ana)).rejects.toMatchObject({ code: "internal" });
      await expect(store.checkpoint(beat)).rejects.toMatchObject({ code: "internal" });
    }
    const page = success({ page: [{ name: "no id" }], isDone: true, continueCursor: "" });
    await expect(answering(page).threads.threads({ cursor: null, limit: 5 }, ana)).rejects.toMatchObject({
      code: "internal",
    });
  });

  it("sends a checkpoint that ends inside a character in a form Convex accepts, with its length unchanged", async () => {
    const { requests, store } = answering(success([{ live: true }]));
    const segments = [{ kind: "text", text: "hi \ud83d" } as const];
    await store.checkpoint({ ...beat, chunk: { seq: 0, textStart: 0, segments } });
    expect(requests[0]?.body).toContain('"hi \ufffd"');
  });

  it("shows no user's token in an error", async () => {
    const { store } = answering(() => new Response("no", { status: 500 }));
    const error: unknown = await store.read(read, ana).catch((fault: unknown) => fault);
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain(ana.token);
  });
});
