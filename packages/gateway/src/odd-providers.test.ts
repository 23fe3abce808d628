import { createOpenRouterModel } from "@sendcat/openrouter";
import type { Policy } from "@sendcat/shared-types";
import { createOpenRouterSimulator, ODD_STREAMS, type OddReading } from "@sendcat/local-simulators";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { messageOf, readChunks, textOf } from "./testing/read-ui-stream.ts";
import { chatBody, FAST_POLICY, world } from "./testing/world.ts";

const simulator = await createOpenRouterSimulator({ pace: { ttftMs: 0, tokensPerSecond: 0 } });
afterAll(() => simulator.close());
afterEach(() => simulator.reset());

const POLICY: Policy = {
  ...FAST_POLICY,
  failure: { ...FAST_POLICY.failure, provider: { mode: "failover", waitMs: 5_000 } },
  idleTimeoutMs: 5_000,
  tools: { ...FAST_POLICY.tools, offered: ["search_web"] },
};

async function ask(words: string) {
  const requests: string[] = [];
  const model = createOpenRouterModel({
    apiKey: "k",
    baseUrl: simulator.url,
    fetch: async (input, init) => {
      requests.push(String(init?.body));
      return await fetch(input, init);
    },
  });
  const w = world(model, POLICY);
  const body = chatBody(words);
  const response = await w.post("/api/chat", body, "alice");
  const chunks = response.status === 200 ? await readChunks(response) : [];
  await w.settled();
  const stored = await w.store.read({ turnId: body.turnId, afterSeq: -1 }, { token: "alice" });
  const end = w.events.find(({ event }) => event === "turn-finished");
  return {
    response,
    chunks,
    requests,
    status: stored?.status,
    end,
    failovers: end && "failovers" in end ? end.failovers : 0,
    row: w.store.ledger[0],
  };
}

/** The tool calls that were sent back to the provider with their results, in the last request of a turn. */
function replayed(
  request: string | undefined,
): { readonly id: string; readonly arguments: string; readonly told: string }[] {
  // safe because a request of another shape fails the comparison
  const { messages } = JSON.parse(request ?? "") as {
    messages: {
      role: string;
      content: string;
      tool_call_id?: string;
      tool_calls?: { id: string; function: { arguments: string } }[];
    }[];
  };
  return messages.flatMap(({ tool_calls }) =>
    (tool_calls ?? []).map((call) => ({
      id: call.id,
      arguments: call.function.arguments,
      told: messages.find(({ tool_call_id }) => tool_call_id === call.id)?.content ?? "",
    })),
  );
}

describe("a turn whose provider sends tool calls in an unusual form", () => {
  it.each([
    "shape=whole tool-finish=stop",
    "shape=whole tool-finish=tool_use",
    "shape=whole tool-finish=none",
    "shape=early-id",
    "shape=late-id tool-finish=stop",
    "shape=empty-id",
    "shape=null-id",
    "shape=no-id tool-finish=none",
    "shape=no-index calls=2",
    "shape=index-0 calls=2 tool-finish=stop",
    "shape=index-0+no-id calls=2",
    "shape=no-index+no-id calls=2",
    "shape=same-id calls=2",
    "shape=same-id+index-0 calls=2",
    "shape=same-id steps=2",
    "shape=object-arguments",
  ])("runs each tool once and answers with its result: %s", async (shape) => {
    const count = shape.includes("2") ? 2 : 1;
    const { chunks, requests, status } = await ask(
      `[[sim:tool-call tool-call=search_web query=duty ${shape}]] [[sim:echo]] Done`,
    );
    const calls = (await messageOf(chunks)).parts.filter(({ type }) => type === "tool-search_web");
    expect(calls).toMatchObject(Array.from({ length: count }, () => ({ state: "output-available" })));
    expect(textOf(chunks)).toBe("Done");
    expect(status).toBe("complete");
    const sent = replayed(requests.at(-1));
    expect(sent).toHaveLength(count);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(count);
    for (const call of sent) {
      expect(call.id).not.toBe("");
      expect(JSON.parse(call.arguments)).toMatchObject({ query: expect.stringMatching(/^duty/) });
      expect(call.told).toContain("About duty");
    }
  });

  it("sends incomplete arguments back as {}, and tells the model that they were not JSON", async () => {
    const { chunks, requests, status } = await ask(
      "[[sim:tool-call query=duty shape=cut-arguments]] [[sim:echo]] Done",
    );
    expect(replayed(requests.at(-1))).toMatchObject([{ arguments: "{}", told: expect.stringContaining("not JSON") }]);
    expect([textOf(chunks), status]).toEqual(["Done", "complete"]);
  });
});

it("names in the turn's log line the host that the router chose, and that host's own reason for ending", async () => {
  const { end } = await ask("[[sim:pace finish=length]] [[sim:echo]] All of");
  expect(end).toMatchObject({ host: "Google", nativeFinishReason: "LENGTH" });
});

describe("a turn whose provider sends chunks of an unusual shape", () => {
  it.each([
    ...["parts", "texts", "message", "index-1", "index-text", "no-index", "refusal", "unknown-fields"].map(
      (shape) => `[[sim:pace chunk=${shape}]]`,
    ),
    "[[sim:pace chunk=parts+message+index-1]]",
    ...["whole-json", "cr", "crlf", "mixed-line-ends", "odd-data"].map((fault) => `[[sim:${fault}]]`),
    "[[sim:reasoning]] [[sim:whole-json]]",
  ])("is answered in full and charged its cost: %s", async (directive) => {
    const { chunks, status, failovers, row } = await ask(`${directive} [[sim:echo]] All of it`);
    const ending = directive.includes("refusal") ? "refused" : "complete";
    expect([textOf(chunks), status, failovers]).toEqual(["All of it", ending, 0]);
    expect(row).toMatchObject({ isFinal: true, usage: { outputTokens: expect.any(Number) } });
    expect(row?.chargedMicroUsd).toBeGreaterThan(0);
  });

  it.each(["shape=split-name", "shape=split-name+index-0 calls=2", "shape=whole"])(
    "runs its tools: %s",
    async (shape) => {
      const whole = shape === "shape=whole" ? "[[sim:whole-json]]" : "";
      const { chunks, status } = await ask(`[[sim:tool-call query=duty ${shape}]] ${whole} [[sim:echo]] Done`);
      const calls = (await messageOf(chunks)).parts.filter(({ type }) => type === "tool-search_web");
      expect(calls).toHaveLength(shape.includes("calls=2") ? 2 : 1);
      expect(calls).toMatchObject(calls.map(() => ({ state: "output-available" })));
      expect([textOf(chunks), status]).toEqual(["Done", "complete"]);
    },
  );
});

describe("a turn whose provider sends an empty answer", () => {
  it("is answered by the next route", async () => {
    simulator.orderFault({ params: { fault: "empty" }, count: 1, model: null });
    const { chunks, status, failovers } = await ask("[[sim:echo]] Here");
    expect([textOf(chunks), status, failovers]).toEqual(["Here", "complete", 1]);
  });

  it.each([
    "[[sim:empty]]",
    "[[sim:empty]] [[sim:reasoning]]",
    "[[sim:empty finish=length]]",
    "[[sim:empty finish=none]]",
  ])("on every route ends as `empty`: %s", async (directive) => {
    const { response, chunks, status } = await ask(directive);
    // Without a finish reason nothing shows that the answer was complete.
    if (directive.includes("none")) return expect([response.status, status]).toEqual([502, "failed"]);
    expect(chunks.at(-2)).toMatchObject({ type: "data-empty" });
    expect(chunks.at(-1)).toMatchObject({ type: "error" });
    expect(status).toBe("empty");
  });
});

describe("a turn whose provider sends a finish reason", () => {
  it.each([
    ["[[sim:pace finish=length]]", "truncated"],
    ["[[sim:pace finish=content_filter]]", "filtered"],
    ["[[sim:pace chunk=refusal]]", "refused"],
    ["[[sim:empty finish=content_filter]]", "filtered"],
  ])("is stored with the matching status: %s", async (directive, ending) => {
    const { chunks, status, failovers } = await ask(`${directive} [[sim:echo]] Half`);
    expect([chunks.at(-1)?.type, status, failovers]).toEqual(["finish", ending, 0]);
  });
});

const BREAKS = ["error-text", "error-event", "error-bare", "done-midstream", "five-megabyte-line"];

describe("a turn whose provider fails in an unusual way", () => {
  it.each(BREAKS)("is answered by the next route if there was no text yet: %s", async (fault) => {
    simulator.orderFault({ params: { fault, after: "0" }, count: 1, model: null });
    const { chunks, status, failovers } = await ask("[[sim:echo]] Here");
    expect([textOf(chunks), status, failovers]).toEqual(["Here", "complete", 1]);
  });

  it.each(BREAKS)("keeps the text so far, and is stored as failed: %s", async (fault) => {
    const { chunks, status } = await ask(`[[sim:${fault} after=3]] [[sim:bench tokens=9]]`);
    expect(textOf(chunks)).toBe("the parcel left ");
    expect(chunks.at(-1)?.type).toBe("error");
    expect(status).toBe("failed");
  });

  it("says that a rate limit was the reason if no route answers", async () => {
    const { response } = await ask("[[sim:error-text after=0]]");
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { code: "provider_unavailable", scope: "provider.rate" } });
  });

  it.each(["[[sim:heartbeats]]", "[[sim:pace finish=none]]"])("is complete in spite of %s", async (directive) => {
    const { chunks, status } = await ask(`${directive} [[sim:echo]] All of it`);
    expect([textOf(chunks), status]).toEqual(["All of it", "complete"]);
  });
});

describe("a turn whose provider redirects to another origin", () => {
  it("is answered by the next route, and the other origin gets no request", async () => {
    simulator.orderFault({ params: { fault: "redirect-away" }, count: 1, model: null });
    const { chunks, status, failovers } = await ask("[[sim:echo]] Here");
    expect([textOf(chunks), status, failovers]).toEqual(["Here", "complete", 1]);
    expect(simulator.counts().total).toBe(1);
    expect((await ask("[[sim:redirect-away]]")).response.status).toBe(503);
    expect(simulator.counts().total).toBe(1);
  });
});

/** How a turn must end whose provider sends this, on every route; after tool calls it says `Done`. */
function endOfTurn({ text = "", calls = [], ends }: OddReading): readonly [text: string, status: string] {
  if (ends.startsWith("error")) return [text, "failed"];
  if (calls.length > 0) return [`${text}Done`, "complete"];
  if (ends === "content-filter") return [text, "filtered"];
  if (ends === "refusal") return [text, "refused"];
  if (text.trim() === "") return ["", "empty"];
  return [text, ends === "length" ? "truncated" : "complete"];
}

describe("a turn whose provider sends an odd stream", () => {
  it.each(ODD_STREAMS)("shows what was meant, and says honestly how it ended: $name", async ({ name, reads }) => {
    const { response, chunks, requests, status } = await ask(`[[sim:odd stream=${name}]] [[sim:echo]] Done`);
    const [text, ending] = endOfTurn(reads);
    expect([textOf(chunks).trim(), status]).toEqual([text.trim(), ending]);
    const isRefused = status === "failed" && !reads.text && !reads.reasoning;
    expect(response.ok).toBe(!isRefused);
    for (const call of replayed(requests.at(-1))) expect(JSON.parse(call.arguments)).toBeTypeOf("object");
    // safe because a request of another shape fails the comparison
    const { messages } = JSON.parse(requests.at(-1) ?? "") as { messages: { role: string }[] };
    if (reads.sentBack) expect(messages.find(({ role }) => role === "assistant")).toMatchObject(reads.sentBack);
  });
});

describe("a turn whose model thinks in secret", () => {
  it("is waited for beyond the first token's time, and not answered by the next route", async () => {
    const { chunks, status, failovers } = await ask("[[sim:hidden-reasoning delay-ms=6500]] [[sim:echo]] Thought");
    expect([textOf(chunks), status, failovers]).toEqual(["Thought", "complete", 0]);
  });
});

describe("a turn whose provider compresses, or redirects within its origin", () => {
  it.each(["gzip", "deflate", "br", "redirect"])("is answered: %s", async (fault) => {
    const { chunks, status } = await ask(`[[sim:${fault}]] [[sim:echo]] All of it`);
    expect([textOf(chunks), status]).toEqual(["All of it", "complete"]);
  });
});
