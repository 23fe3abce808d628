import type { Model, ModelEvent, ModelTool } from "@sendcat/shared-types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAiSdkModel } from "./ai-sdk/create-ai-sdk-model.ts";
import { createDirectModel } from "./direct/create-direct-model.ts";
import { bytesOf, providerOf, providerScript } from "./testing/provider-script.ts";
import { requestWith } from "./testing/simulated-provider.ts";

const TOOLS: readonly ModelTool[] = ["search_web", "search_products"].map((name) => ({
  name,
  description: "Searches.",
  inputSchema: { type: "object" },
}));

async function eventsOf(model: Model): Promise<readonly ModelEvent[]> {
  const answer = await model.stream({ ...requestWith(""), tools: TOOLS }, { signal: new AbortController().signal });
  if (!answer.ok) return [{ type: "error", refusal: answer.refusal }];
  const events: ModelEvent[] = [];
  for await (const batch of answer.batches) events.push(...batch);
  return events;
}

/** What a reader ends up with: runs of text and reasoning in order, the tools asked for with what, the figures, and how it ended. */
function readingOf(events: readonly ModelEvent[]) {
  const said: [string, string][] = [];
  const asked: [string, unknown][] = [];
  let usage: unknown = null;
  let ending = "";
  for (const event of events) {
    const last = said.at(-1);
    if (event.type === "text-delta" || event.type === "reasoning-delta") {
      if (last?.[0] === event.type) last[1] += event.text;
      else said.push([event.type, event.text]);
    } else if (event.type === "tool-call") asked.push([event.name, JSON.parse(event.input)]);
    else if (event.type === "usage") usage = event.usage;
    else if (event.type === "finish") ending = event.reason;
    else if (event.type === "error") ending = "error";
  }
  return { said, asked, usage, ending };
}

describe("the direct adapter and the AI SDK", () => {
  it("read the same out of any provider stream, cut at any byte", async () => {
    await fc.assert(
      fc.asyncProperty(providerScript, async (given) => {
        const fetch = providerOf(bytesOf(given));
        const options = { apiKey: "k", baseUrl: "https://openrouter.test/api/v1", fetch };
        const [direct, sdk] = [
          readingOf(await eventsOf(createDirectModel(options))),
          readingOf(await eventsOf(createAiSdkModel(options))),
        ];
        // An answer without its finish reason was cut: the SDK takes it for whole, and a shopper would too.
        if (given.ending === "cut") expect(direct.ending).toBe("error");
        else expect(direct.ending).toBe(sdk.ending);
        expect(direct.said).toEqual(sdk.said);
        if (given.ending !== "cut" && given.ending !== "error") {
          expect(direct.asked).toEqual(sdk.asked);
          expect(direct.usage).toEqual(sdk.usage);
        }
      }),
      { numRuns: 600 },
    );
  });
});
