import { errorBodySchema, isToolName, parseToolInput, type PublicError, type UiChunk } from "@sendcat/shared-types";
import { readTestEnv, runsOf } from "@sendcat/test-depth";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ECHO, postChat, readStream, turnOf } from "../api/chat.ts";
import { newGuest } from "../api/guest.ts";
import { simulatorAt, type OddStream } from "../api/simulator.ts";
import { startOwnStack, type OwnStack } from "../stack/own-stack.ts";
import { PATIENT } from "../stack/policies.ts";
import { inTurns } from "./in-turns.ts";

const STREAMS = runsOf("odd-streams-on-hosts");
const AT_ONCE = 12;

const policy = {
  plans: {
    guest: { turnsPerDay: 1_000, tokensPerDay: 1e9, window: { turns: 1_000, tokens: 1e9 }, maxInFlight: 100 },
  },
  admission: { maxInFlight: 200, turnsPerSecond: 1_000, bulkheads: { openrouter_chat: 200, tool_jobs: 200 } },
  // A third of the streams are failures: every turn must reach the provider all the same.
  breaker: { consecutiveFailures: 1_000, windowFailures: 1_000 },
  failure: PATIENT,
  proof: { mode: "off" },
};

let stack: OwnStack;
let streams: readonly OddStream[];
beforeAll(async () => {
  stack = await startOwnStack({ policy, streamHost: true, webEnv: { SENDCAT_NODE_ROUTE: "1" } });
  streams = await simulatorAt(stack.openRouter).oddStreams();
});
afterAll(() => stack?.close());

const HOSTS: readonly (readonly [name: string, address: () => string])[] = [
  ["the edge route", () => stack.web],
  ["the Node route", () => `${stack.web}/node`],
  ["apps/stream", () => stack.stream ?? expect.fail("the streaming host does not run")],
];

it("the long run reads every odd stream", () => {
  if (readTestEnv().depth === "deep") expect(STREAMS).toBe(streams.length);
  expect(STREAMS).toBeLessThanOrEqual(streams.length);
});

it.each(HOSTS)(
  "%s shows its readers what a provider's odd stream means, and says honestly how it ended",
  async (name, address) => {
    const guest = { ...(await newGuest(stack.web)), web: address() };
    // Evenly spread over all kinds.
    const sample = streams.filter(
      (_, n) => Math.floor((n * STREAMS) / streams.length) !== Math.floor(((n - 1) * STREAMS) / streams.length),
    );
    const startedAtMs = Date.now();
    const wrong = await inTurns(sample.length, AT_ONCE, async (index) => {
      const stream = sample[index] ?? expect.fail();
      const response = await postChat(guest, turnOf(`[[sim:odd stream=${stream.name}]]${ECHO} Done`));
      const seen = response.ok ? seenIn((await readStream(response)).chunks) : refusedWith(await response.json());
      const meant = meantBy(stream.reads);
      return JSON.stringify(seen) === JSON.stringify(meant) ? [] : [{ stream: stream.name, seen, meant }];
    });
    console.log(`${name}: ${sample.length} odd streams in ${Date.now() - startedAtMs} ms`);
    expect(wrong.flat()).toEqual([]);
  },
  300_000,
);

/** What a reader has at the end of a turn. */
interface Seen {
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly (readonly [name: string, input: unknown])[];
  readonly ends: string;
}

function seenIn(chunks: readonly UiChunk[]): Seen {
  const joined = (type: "text-delta" | "reasoning-delta") =>
    chunks
      .map((chunk) => (chunk.type === type ? chunk.delta : ""))
      .join("")
      .trim();
  const calls = chunks.flatMap((chunk) =>
    chunk.type === "tool-input-available" ? [[chunk.toolName, chunk.input] as const] : [],
  );
  return { text: joined("text-delta"), reasoning: joined("reasoning-delta"), calls, ends: endingOf(chunks.slice(-3)) };
}

function endingOf(last: readonly UiChunk[]): string {
  // Comes before a finish that old readers know.
  if (last.some(({ type }) => type === "data-refused")) return "refusal";
  return last
    .flatMap((chunk) => {
      if (chunk.type === "finish") return [chunk.finishReason ?? ""];
      if (chunk.type === "data-empty") return ["empty"];
      return chunk.type === "data-error" ? [nameOf(chunk.data)] : [];
    })
    .join();
}

function refusedWith(body: unknown): Seen {
  return { text: "", reasoning: "", calls: [], ends: nameOf(errorBodySchema.parse(body).error) };
}

function nameOf({ code, scope }: PublicError): string {
  return `error ${scope === undefined ? code : `${code}/${scope}`}`;
}

/** What a reader must have: the simulator answers `Done` once it has the tools' results. */
function meantBy({ text = "", reasoning = "", calls = [], ends }: OddStream["reads"]): Seen {
  const said = { text: text.trim(), reasoning: reasoning.trim(), calls: calls.map(shown) };
  if (ends.startsWith("error") || ends === "content-filter" || ends === "refusal") return { ...said, ends };
  if (calls.length > 0) return { ...said, text: `${text}Done`.trim(), ends: "stop" };
  return { ...said, ends: said.text === "" ? "empty" : ends };
}

/** A call as readers see it: with the input that its tool accepts, or with none. */
function shown([name, input]: readonly [name: string, input: unknown]): readonly [name: string, input: unknown] {
  const text = typeof input === "string" ? input : JSON.stringify(input);
  const parsed = isToolName(name) ? parseToolInput(name, text) : expect.fail(`${name} is no tool`);
  return [name, parsed.ok ? parsed.input : {}];
}
