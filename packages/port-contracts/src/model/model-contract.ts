import { describe, expect, it } from "vitest";
import type { Model, ModelEvent, ModelFailure, ModelRequest, ModelStream } from "@sendcat/shared-types";

/** How a test can make the provider behave. */
export type ModelScenario =
  | "answers"
  | "reasons-first"
  | "keeps-usage-to-itself"
  | "breaks-off-with-an-error"
  | "is-cut"
  | "falls-silent"
  | "never-answers"
  | "has-no-credits"
  | "limits-rate"
  | "is-down";

/** The model under test, and controls for its surroundings. */
export interface ModelHarness {
  readonly model: Model;
  /** The same model, unreachable. */
  readonly unreachable: Model;
  /** A request that makes the provider behave like this, and the text of its complete answer. */
  ask(scenario: ModelScenario): { readonly request: ModelRequest; readonly text: string };
  /** Resolves when the provider has seen the client of `user` disconnect before the answer's end. */
  clientLeft(user: string): Promise<void>;
}

/** The tests that every Model must pass. `open` is called once. */
export function modelContract(name: string, open: () => Promise<ModelHarness>): void {
  describe(`Model: ${name}`, () => {
    let opened: Promise<ModelHarness> | undefined;
    const setUp = async (scenario: ModelScenario) => {
      const harness = await (opened ??= open());
      const { request, text } = harness.ask(scenario);
      const cancel = new AbortController();
      return { ...harness, request, text, cancel, answer: harness.model.stream(request, { signal: cancel.signal }) };
    };

    it("streams the whole answer, counts it, and finishes last", async () => {
      const { answer, text } = await setUp("answers");
      const events = await readAll(streaming(await answer));
      expect(textOf(events, "text-delta")).toBe(text);
      expect(events.at(-1)).toEqual({ type: "finish", reason: "stop" });
      const usages = events.filter((event) => event.type === "usage").map(({ usage }) => usage);
      expect(usages).toHaveLength(1);
      expect(usages[0]?.inputTokens).toBeGreaterThan(0);
      expect(usages[0]?.outputTokens).toBeGreaterThan(0);
      expect(Number.isInteger(usages[0]?.costMicroUsd)).toBe(true);
    });

    it("knows the generation's id with the first batch: without it the cost of a stopped answer cannot be asked for", async () => {
      const { answer } = await setUp("answers");
      const stream = streaming(await answer);
      const reader = stream.batches.getReader();
      await reader.read();
      expect(stream.generationId()).toMatch(/.+/);
      await reader.cancel();
    });

    it("keeps reasoning apart from the answer", async () => {
      const { answer, text } = await setUp("reasons-first");
      const events = await readAll(streaming(await answer));
      expect(textOf(events, "reasoning-delta")).not.toBe("");
      expect(textOf(events, "text-delta")).toBe(text);
    });

    it("finishes without usage when the provider gives none", async () => {
      const { answer, text } = await setUp("keeps-usage-to-itself");
      const events = await readAll(streaming(await answer));
      expect(textOf(events, "text-delta")).toBe(text);
      expect(events.map(({ type }) => type)).not.toContain("usage");
      expect(events.at(-1)?.type).toBe("finish");
    });

    it.each(["breaks-off-with-an-error", "is-cut"] as const)(
      "ends an answer that %s with an error, and never as a complete one",
      async (scenario) => {
        const { answer, text } = await setUp(scenario);
        const events = await readAll(streaming(await answer));
        expect(events.at(-1)).toMatchObject({ type: "error", refusal: { code: expect.any(String) } });
        expect(events.map(({ type }) => type)).not.toContain("finish");
        const seen = textOf(events, "text-delta");
        expect(seen).not.toBe("");
        expect(text.startsWith(seen)).toBe(true);
      },
    );

    it("says which refusals another route may solve, and when to retry", async () => {
      const credits = refused(await (await setUp("has-no-credits")).answer);
      expect(credits).toMatchObject({ retryable: false, refusal: { code: "provider_unavailable" } });
      const rate = refused(await (await setUp("limits-rate")).answer);
      expect(rate).toMatchObject({ retryable: true, refusal: { code: "provider_unavailable" } });
      expect(rate.refusal.retryAfterMs).toBeGreaterThan(0);
      expect(refused(await (await setUp("is-down")).answer).retryable).toBe(true);
    });

    it("returns a refusal when the provider is unreachable", async () => {
      const { unreachable, request, cancel } = await setUp("answers");
      const failure = refused(await unreachable.stream(request, { signal: cancel.signal }));
      expect(failure).toMatchObject({ retryable: true, refusal: { code: "provider_unavailable" } });
    });

    it("returns a failure when it is aborted before the headers", async () => {
      const { answer, cancel } = await setUp("never-answers");
      cancel.abort();
      expect((await answer).ok).toBe(false);
      const { model, request } = await setUp("answers");
      expect((await model.stream(request, { signal: AbortSignal.abort() })).ok).toBe(false);
    });

    it("ends at once and closes the connection when it is aborted in the middle of an answer", async () => {
      const { answer, cancel, clientLeft, request } = await setUp("falls-silent");
      const reader = streaming(await answer).batches.getReader();
      await reader.read();
      const left = clientLeft(request.user);
      cancel.abort();
      const events = await readAll({ batches: reader });
      expect(events.filter(({ type }) => type === "finish")).toEqual([]);
      await left;
    });

    it("closes the connection when its reader cancels", async () => {
      const { answer, clientLeft, request } = await setUp("falls-silent");
      const reader = streaming(await answer).batches.getReader();
      await reader.read();
      const left = clientLeft(request.user);
      await reader.cancel();
      await left;
    });
  });
}

function streaming(answer: ModelStream | ModelFailure): ModelStream {
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer.refusal)}`, { cause: answer.cause });
  return answer;
}

function refused(answer: ModelStream | ModelFailure): ModelFailure {
  if (answer.ok) throw new Error("answered where a refusal was expected");
  return answer;
}

type BatchReader = ReadableStreamDefaultReader<readonly ModelEvent[]>;

/** Reads all events; checks that no batch is empty and that there is one ending, the last event. */
async function readAll(from: ModelStream | { readonly batches: BatchReader }): Promise<readonly ModelEvent[]> {
  const reader = "read" in from.batches ? from.batches : from.batches.getReader();
  const events: ModelEvent[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    expect(value.length).toBeGreaterThan(0);
    events.push(...value);
  }
  const endings = events.filter(({ type }) => type === "finish" || type === "error");
  expect(endings).toEqual([events.at(-1)]);
  return events;
}

function textOf(events: readonly ModelEvent[], type: "text-delta" | "reasoning-delta"): string {
  return events.map((event) => (event.type === type ? event.text : "")).join("");
}
