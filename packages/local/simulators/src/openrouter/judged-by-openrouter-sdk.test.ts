import { openRouterAnswerProblems, openRouterErrorProblems } from "@sendcat/vendor-judges";
import { createParser } from "eventsource-parser";
import { afterAll, describe, expect, it } from "vitest";
import { askSimulator, type SimAnswer } from "../testing/ask-simulator.ts";
import { createOpenRouterSimulator } from "./create-openrouter-simulator.ts";
import { DIRECTIVE_FORMS } from "./directives.ts";
import { ODD_STREAMS } from "./odd-streams.ts";
import { OFF_SCHEMA } from "./wire-form.ts";

const simulator = await createOpenRouterSimulator({ pace: { ttftMs: 0, tokensPerSecond: 0 }, generationDelayMs: 0 });
const { url } = simulator;
afterAll(() => simulator.close());

const headers = { authorization: "Bearer sk-or-v1-test" };
/** Enough for every fault that begins after the fifth token. */
const max_tokens = 8;
const tools = [{ type: "function", function: { name: "search_web", parameters: {} } }];
const directives = Object.keys(DIRECTIVE_FORMS);
const exempt = directives.filter((directive) => DIRECTIVE_FORMS[directive] === OFF_SCHEMA);

/** Asks for an answer with this directive. One that falls silent is left as soon as it has sent its last token. */
async function answerTo(directive: string, stream: boolean): Promise<SimAnswer | null> {
  const leaving = new AbortController();
  const name = directive === "odd" ? `odd stream=${ODD_STREAMS[0]?.name}` : directive;
  const ask = `Shoes to Kingston [[sim:${name} delay-ms=1]]`;
  const asked = askSimulator(url, ask, { body: { stream, tools, max_tokens }, signal: leaving.signal });
  if (stream ? directive.startsWith("hang") : directive === "hang") {
    const sent = directive === "hang" ? 0 : 5;
    await expect.poll(() => simulator.requests().at(-1)).toMatchObject({ fault: directive, tokensSent: sent });
    leaving.abort();
  }
  return await asked.catch(() => null);
}

function problemsOf(answer: SimAnswer | null, stream: boolean): readonly string[] {
  if (answer === null) return [];
  const { status, headers, wire } = answer;
  if (status !== 200) return openRouterErrorProblems(status, JSON.parse(wire));
  const type = headers.get("content-type");
  const expected = stream ? "text/event-stream" : "application/json";
  if (type !== expected) return [`content type ${type} instead of ${expected}`];
  return stream ? streamProblems(wire) : openRouterAnswerProblems("chat completion", JSON.parse(wire));
}

function streamProblems(wire: string): readonly string[] {
  const problems: string[] = [];
  const parser = createParser({
    onEvent({ event, data }) {
      if (event !== undefined) problems.push(`an event named ${event}`);
      if (data === "[DONE]") return;
      try {
        problems.push(...openRouterAnswerProblems("chunk", JSON.parse(data)));
      } catch {
        problems.push("not JSON");
      }
    },
  });
  parser.feed(wire);
  return problems;
}

describe("the simulated OpenRouter, by the schemas of OpenRouter's own SDK", () => {
  console.info(`${directives.length} directives, off the schema on purpose:\n${exempt.join("\n")}`);

  it.each(directives)(
    "answers [[sim:%s]] in a form that OpenRouter publishes, or is listed as one that breaks it",
    async (directive) => {
      const problems = new Set<string>();
      for (const stream of [true, false]) {
        for (const problem of problemsOf(await answerTo(directive, stream), stream)) problems.add(problem);
      }
      if (exempt.includes(directive)) expect(problems).not.toEqual(new Set());
      else expect(problems).toEqual(new Set());
    },
  );

  it("lists models, a generation and a key as OpenRouter does", async () => {
    const { headers: answered } = await askSimulator(url, "Shoes to Kingston");
    const paths = { models: "/models", generation: `/generation?id=${answered.get("x-generation-id")}`, key: "/key" };
    for (const kind of ["models", "generation", "key"] as const) {
      const response = await fetch(`${url}${paths[kind]}`, { headers });
      expect(openRouterAnswerProblems(kind, await response.json()), kind).toEqual([]);
    }
  });

  it("refuses a bad key, a bad request and an unknown generation in OpenRouter's form", async () => {
    const body = JSON.stringify({ model: "sim/shop" });
    const refusals = [
      await fetch(`${url}/key`),
      await fetch(`${url}/chat/completions`, { method: "POST", headers, body }),
      await fetch(`${url}/generation?id=gen-0`, { headers }),
    ];
    for (const refusal of refusals) {
      expect(openRouterErrorProblems(refusal.status, await refusal.json())).toEqual([]);
    }
  });
});
