import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { ChatCompletionChunk } from "openai/resources/chat/completions";
import type { ChatCompletionRequest } from "../openrouter/chat-completion-request.ts";
import { readDirectives } from "../openrouter/directives.ts";
import { countPromptTokens, tokenize } from "../openrouter/tokens.ts";
import { answer } from "../shop/answer.ts";
import type { FireworksRecord } from "./fireworks-record.ts";

/** Streams what the demo shop says. The role comes first by itself; the last chunk has the reason and the counts together. */
export function streamAnswer(
  response: ServerResponse,
  { model, messages, maxTokens }: ChatCompletionRequest,
): FireworksRecord {
  const tokens = tokenize(answer(messages.map((turn) => ({ ...turn, text: readDirectives(turn.text).text }))));
  const said = tokens.slice(0, maxTokens);
  const [prompt_tokens, completion_tokens] = [countPromptTokens(messages), said.length];
  const id = randomUUID();
  const head = { id, object: "chat.completion.chunk", created: Math.floor(Date.now() / 1_000), model } as const;
  const send = (choice: Omit<ChatCompletionChunk.Choice, "index">, usage?: ChatCompletionChunk["usage"]): void => {
    const chunk: ChatCompletionChunk = { ...head, choices: [{ index: 0, ...choice }], ...(usage ? { usage } : {}) };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  send({ delta: { role: "assistant" }, finish_reason: null });
  for (const content of said) send({ delta: { content }, finish_reason: null });
  const usage = { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
  send({ delta: {}, finish_reason: said.length < tokens.length ? "length" : "stop" }, usage);
  response.end("data: [DONE]\n\n");
  return { model, id, promptTokens: prompt_tokens, completionTokens: completion_tokens };
}
