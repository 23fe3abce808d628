import { createOpenRouterModel } from "@sendcat/openrouter";
import { DEFAULT_POLICY, PLAN_NAMES, PLANS, TOOL_NAMES, type PlanName, type ToolName } from "@sendcat/shared-types";
import { describe, expect, it } from "vitest";
import { chatBody, FAST_POLICY, world } from "../../testing/world.ts";
import { composePrompt } from "./compose-prompt.ts";
import { toolBytes } from "./tool-bytes.ts";

const TURNS = 40;
const SENTENCE = "A kettle of the right size lands in Kingston for 35 dollars. ";

/** What a conversation sends to the provider, one list of messages a turn. Every answer has about this many bytes. */
async function conversation(
  plan: PlanName,
  answerBytes: number,
  { turns = TURNS, offered = [] }: { readonly turns?: number; readonly offered?: readonly ToolName[] } = {},
): Promise<readonly (readonly object[])[]> {
  const prompts: object[][] = [];
  const answer = SENTENCE.repeat(Math.round(answerBytes / SENTENCE.length));
  const model = createOpenRouterModel({
    apiKey: "k",
    baseUrl: "https://openrouter.test/api/v1",
    async fetch(_, init) {
      prompts.push((JSON.parse(String(init?.body)) as { messages: object[] }).messages);
      const chunk = { id: "gen-1", choices: [{ index: 0, delta: { content: answer }, finish_reason: "stop" }] };
      const usage = { prompt_tokens: 500, completion_tokens: 100, cost: 0.0004 };
      const body = `data: ${JSON.stringify(chunk)}\n\ndata: ${JSON.stringify({ choices: [], usage })}\n\ndata: [DONE]\n\n`;
      return new Response(body, { headers: { "content-type": "text/event-stream" } });
    },
  });
  const { historyChars } = PLANS[plan];
  const plans = { ...PLANS, pro: { ...PLANS.pro, historyChars } };
  const failure = { ...FAST_POLICY.failure, provider: { mode: "failover", waitMs: 20_000 } } as const;
  const w = world(model, {
    ...FAST_POLICY,
    failure,
    idleTimeoutMs: 20_000,
    plans,
    tools: { ...FAST_POLICY.tools, offered },
  });
  const threadId = "thread-of-forty-turns";
  for (let n = 0; n < turns; n++) {
    const body = chatBody(`Which kettle under ${n} dollars lands soonest?`, { threadId });
    await (await w.post("/api/chat", body, "pro-alice")).text();
    await w.settled();
  }
  return prompts;
}

/** The turns whose prompt does not begin with the one before, byte for byte up to its last message. */
function cutsIn(prompts: readonly (readonly object[])[]): readonly number[] {
  return prompts.flatMap((prompt, n) => {
    const before = JSON.stringify(prompts[n - 1]?.slice(0, -1) ?? []).slice(0, -1);
    return JSON.stringify(prompt).startsWith(before) ? [] : [n];
  });
}

describe("the prompts of a conversation", () => {
  it.each(PLAN_NAMES)(
    "on plan %s each begin with the one before, with at most one cut in eight turns, so that the provider's cache knows them",
    async (plan) => {
      // As long as a usual answer, or as long as the plan has room for twice eight of them.
      const prompts = await conversation(plan, Math.min(1_400, PLANS[plan].historyChars / 18));
      expect(prompts).toHaveLength(TURNS);
      const cuts = cutsIn(prompts);
      expect(cuts.length).toBeGreaterThan(0);
      for (const [index, turn] of cuts.entries()) expect(turn - (cuts[index - 1] ?? 0)).toBeGreaterThanOrEqual(8);
    },
  );

  it("of six usual turns have half of their input in common with the one before: what the capacity model counts on", async () => {
    const prompts = await conversation("pro", 1_400, { turns: 6, offered: TOOL_NAMES });
    const tokensOf = (messages: readonly object[]) => (toolBytes(TOOL_NAMES) + JSON.stringify(messages).length) / 4;
    // Providers keep prompts from 1,024 tokens on.
    const kept = prompts.slice(0, -1).map((prompt) => tokensOf(prompt.slice(0, -1)));
    const read = kept.reduce((sum, tokens) => sum + (tokens >= 1_024 ? tokens : 0), 0);
    const share = read / prompts.reduce((sum, prompt) => sum + tokensOf(prompt), 0);
    expect(share).toBeGreaterThan(0.5);
  });

  it("tell date and place with the last message only", () => {
    const model = DEFAULT_POLICY.models["fast"] ?? expect.fail();
    const history = ["Hello", "Hi", "A kettle?"].map(
      (text, n) => ({ role: n % 2 ? "assistant" : "user", text }) as const,
    );
    const prompt = (today: string, country: string | null) =>
      composePrompt({ model, history, historyBytes: 10_000, today, country, hasTools: true }).messages;
    const [here, there] = [prompt("2026-11-23", "JM"), prompt("2026-11-24", null)];
    expect(here.slice(0, -1)).toEqual(there.slice(0, -1));
    expect(here.at(-1)).toMatchObject({
      role: "user",
      content: "A kettle?",
      note: expect.stringContaining("2026-11-23"),
    });
    expect(here.at(-1)).toMatchObject({ note: expect.stringContaining("connection is in JM") });
  });
});
