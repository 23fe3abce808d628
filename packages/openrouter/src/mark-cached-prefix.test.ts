import { modelRoute, type ModelMessage } from "@sendcat/shared-types";
import { expect, it } from "vitest";
import { createOpenRouterModel } from "./create-openrouter-model.ts";
import { requestWith } from "./testing/simulated-provider.ts";

const prices = { inputMicroUsdPerMTokens: 3_000_000, outputMicroUsdPerMTokens: 15_000_000 };
const CONVERSATION: readonly ModelMessage[] = [
  { role: "system", content: "You are a shopping assistant." },
  { role: "user", content: "A kettle?" },
  { role: "assistant", content: "This one." },
  { role: "user", content: "A cheaper one?", note: "Today is 2026-11-23." },
];

/** The messages that OpenRouter gets for a model. */
async function sentTo(model: string, messages: readonly ModelMessage[]) {
  const { promptCache } = modelRoute({ provider: "openrouter", model, ...prices });
  let sent: readonly { readonly content: unknown }[] = [];
  const openRouter = createOpenRouterModel({
    apiKey: "k",
    baseUrl: "https://openrouter.test/api/v1",
    async fetch(_, init) {
      sent = (JSON.parse(String(init?.body)) as { messages: typeof sent }).messages;
      return new Response("{}", { status: 503 });
    },
  });
  await openRouter.stream(
    { ...requestWith(""), model, messages, promptCache },
    { signal: new AbortController().signal },
  );
  return sent;
}
const marksOf = (sent: readonly { readonly content: unknown }[]) =>
  sent.flatMap((message, index) =>
    JSON.stringify(message).includes('"cache_control":{"type":"ephemeral"}') ? index : [],
  );

it("marks the instructions and the end of what the next prompt begins with, for models that keep only what is marked", async () => {
  const sent = await sentTo("anthropic/claude-sonnet-4.5", CONVERSATION);
  expect(marksOf(sent)).toEqual([0, 2]);
  expect(sent.map(({ content }) => (Array.isArray(content) ? content[0].text : content))).toEqual(
    CONVERSATION.map(({ content }) => content),
  );
});

it("marks the question, not the tool's result, when the model reads what it has searched for", async () => {
  const messages: readonly ModelMessage[] = [
    ...CONVERSATION,
    { role: "assistant", content: "", toolCalls: [{ callId: "a", name: "search_web", input: "{}" }] },
    { role: "tool", callId: "a", name: "search_web", content: "[]" },
  ];
  expect(marksOf(await sentTo("anthropic/claude-sonnet-4.5", messages))).toEqual([0, 3]);
});

it("marks nothing for models whose provider keeps prompts by itself", async () => {
  for (const model of ["openai/gpt-4.1", "google/gemini-2.5-flash"])
    expect(marksOf(await sentTo(model, CONVERSATION))).toEqual([]);
});
