import { createOpenRouterModel } from "@sendcat/openrouter";
import { LOCAL_BACKENDS } from "@sendcat/redis/testing/local-redis";
import { TOOL_NAMES } from "@sendcat/shared-types";
import { longTestTimeoutMs, runsOf } from "@sendcat/test-depth";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSpendWorld } from "../../testing/spend-world.ts";
import { FAST_POLICY } from "../../testing/world.ts";

/** Values as JSON text; a parser reads `1e999` as infinity. */
const figure = fc.oneof(
  fc.constantFrom("999", "0", "-1", "1e999", "1e-9", "null", "true", "{}", '"0.0001"', '"1e999"', '"NaN"', '""', "[]"),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.double({ min: 0, max: 0.001, noNaN: true }).map(String),
  fc.integer().map((value) => JSON.stringify(String(value))),
  fc.maxSafeInteger().map(String),
);
const object = (...names: readonly string[]) =>
  fc
    .record(Object.fromEntries(names.map((name) => [name, figure])), { requiredKeys: [] })
    .map((fields) => `{${Object.entries(fields).map(([name, text]) => `"${name}":${text}`)}}`);
const usage = fc
  .tuple(
    object("prompt_tokens", "completion_tokens", "cost"),
    fc.constantFrom("true", "false", '"true"', "1"),
    object("upstream_inference_cost"),
  )
  .map(([figures, isByok, details]) => {
    const rest = `"is_byok":${isByok},"cost_details":${details}}`;
    return figures === "{}" ? `{${rest}` : `${figures.slice(0, -1)},${rest}`;
  });
const answer = fc.record({
  usage: fc.option(fc.oneof(usage, fc.constant("{}"))),
  text: fc.constantFrom("", "Yes.", "A kettle of the right size costs 35 dollars. ".repeat(20)),
  ending: fc.constantFrom("done", "error", "cut"),
  asksTool: fc.boolean(),
});
type Answer = typeof answer extends fc.Arbitrary<infer Value> ? Value : never;

function bodyOf({ usage, text, ending, asksTool }: Answer, n: number): string {
  const chunk = (delta: object, finish: string | null) =>
    `data: ${JSON.stringify({ id: `gen-${n}`, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  const call = { index: 0, id: `call-${n}`, function: { name: "search_web", arguments: '{"query":"kettle"}' } };
  const said = chunk({ content: text }, null) + (asksTool ? chunk({ tool_calls: [call] }, null) : "");
  const billed = usage === null ? "" : `data: {"id":"gen-${n}","choices":[],"usage":${usage}}\n\n`;
  if (ending === "cut") return said + billed;
  if (ending === "error") return `${said}${billed}data: {"id":"gen-${n}","error":{"code":502,"message":"broke"}}\n\n`;
  return `${said}${chunk({}, asksTool ? "tool_calls" : "stop")}${billed}data: [DONE]\n\n`;
}

/** Gives the answers in order; the last one is repeated for all further calls. */
function providerOf(answers: readonly Answer[]): typeof fetch {
  let asked = 0;
  return async () => {
    const next = answers[Math.min(asked++, answers.length - 1)];
    const headers = { "content-type": "text/event-stream", "x-generation-id": `gen-${asked}` };
    return new Response(next ? bodyOf(next, asked) : "", { headers });
  };
}

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  describe.skipIf(skip !== undefined)(`a turn's money, on ${title}${skip ? ` (skipped: ${skip})` : ""}`, () => {
    let spend: Awaited<ReturnType<typeof openSpendWorld>>;
    beforeAll(async () => {
      spend = await openSpendWorld(kind);
    });
    afterAll(() => spend?.close());

    it(
      "raises the day's spend by at most its reservation, whatever the provider reports",
      async () => {
        const tools = { ...FAST_POLICY.tools, offered: TOOL_NAMES, waitMs: 1 };
        await fc.assert(
          fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 3 }), async (answers) => {
            const model = createOpenRouterModel({
              apiKey: "k",
              baseUrl: "https://openrouter.test/api/v1",
              fetch: providerOf(answers),
            });
            const { heldMicroUsd, spentMicroUsd, event, row } = await spend.ask(model, "A kettle?", { tools });
            expect(heldMicroUsd).toBeGreaterThan(0);
            expect(spentMicroUsd).toBeGreaterThanOrEqual(0);
            expect(spentMicroUsd).toBeLessThanOrEqual(heldMicroUsd);
            // Redis and the ledger have the same amount.
            expect([event?.chargedMicroUsd, event?.degraded]).toEqual([spentMicroUsd, []]);
            expect(row?.chargedMicroUsd).toBe(spentMicroUsd);
          }),
          { numRuns: runsOf("spend-bound") },
        );
      },
      longTestTimeoutMs(),
    );
  });
}
