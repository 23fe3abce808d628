import type { Model, ModelEvent, ModelTool } from "@sendcat/shared-types";
import { createAiSdkModel } from "../reference/create-ai-sdk-model.ts";
import { createOpenRouterModel } from "../create-openrouter-model.ts";
import { providerOf } from "./provider-script.ts";
import { requestWith } from "./simulated-provider.ts";

const TOOLS: readonly ModelTool[] = ["search_web", "search_products"].map((name) => ({
  name,
  description: "Searches.",
  inputSchema: { type: "object" },
}));

/** A model's events for a question with this directive; a failure counts as an `error` event. */
export async function eventsOf(model: Model, directive = ""): Promise<readonly ModelEvent[]> {
  const answer = await model.stream(
    { ...requestWith(directive), tools: TOOLS },
    { signal: new AbortController().signal },
  );
  if (!answer.ok) return [{ type: "error", refusal: answer.refusal }];
  const events: ModelEvent[] = [];
  for await (const batch of answer.batches) events.push(...batch);
  return events;
}

/** A model's events for one response: a body of this content type, or whatever a server at `baseUrl` answers. */
export async function eventsAnswered(
  createModel: (options: { apiKey: string; baseUrl: string; fetch?: typeof fetch }) => Model,
  answer: { readonly body: string; readonly type: string } | { readonly baseUrl: string },
): Promise<readonly ModelEvent[]> {
  if ("baseUrl" in answer) return await eventsOf(createModel({ apiKey: "k", ...answer }));
  const { body, type } = answer;
  const reply = async () => new Response(body, { headers: { "content-type": type } });
  return await eventsOf(createModel({ apiKey: "k", baseUrl: "https://openrouter.test/api/v1", fetch: reply }));
}

const optionsFor = (bytes: readonly Uint8Array[]) => ({
  apiKey: "k",
  baseUrl: "https://openrouter.test/api/v1",
  fetch: providerOf(bytes),
});

/** Our adapter's events for a provider's bytes. */
export async function directEventsOf(bytes: readonly Uint8Array[]): Promise<readonly ModelEvent[]> {
  return await eventsOf(createOpenRouterModel(optionsFor(bytes)));
}

/** The AI SDK's events for them. */
export async function sdkEventsOf(bytes: readonly Uint8Array[]): Promise<readonly ModelEvent[]> {
  return await eventsOf(createAiSdkModel(optionsFor(bytes)));
}

/** The result of all events: text and reasoning in order, tool calls with their inputs, usage, and the ending. */
export function readingOf(events: readonly ModelEvent[]) {
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
