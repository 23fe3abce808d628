import OpenAI, { AuthenticationError, BadRequestError, NotFoundError } from "openai";
import { afterAll, expect, it } from "vitest";
import { createFireworksSimulator } from "./create-fireworks-simulator.ts";

/*
 * Held to OpenAI's own client, which reads Fireworks by changing the address alone, and to what Fireworks documents beyond it: the counts of
 * a stream come in its last chunk, the one with `finish_reason` (https://docs.fireworks.ai/api-reference/post-chatcompletions), and a model
 * that is not there is a 404 (https://docs.fireworks.ai/guides/inference-error-codes).
 */
const simulator = await createFireworksSimulator();
afterAll(() => simulator.close());
const client = (apiKey = "fw_test") => new OpenAI({ apiKey, baseURL: simulator.url, maxRetries: 0 });
const question = {
  model: "accounts/fireworks/models/qwen3-235b-a22b",
  messages: [{ role: "user", content: "Which headphones under 50 dollars?" }],
  stream: true,
} as const satisfies OpenAI.ChatCompletionCreateParamsStreaming;

it("streams an answer that OpenAI's client reads, and counts it in the last chunk", async () => {
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  for await (const chunk of await client().chat.completions.create({ ...question, messages: [...question.messages] }))
    chunks.push(chunk);
  const text = chunks.map(({ choices }) => choices[0]?.delta.content ?? "").join("");
  expect(text.length).toBeGreaterThan(20);
  expect(new Set(chunks.map(({ id, model, object }) => `${id} ${model} ${object}`)).size).toBe(1);
  expect(chunks.at(-1)).toMatchObject({
    choices: [{ finish_reason: "stop" }],
    usage: {
      prompt_tokens: expect.any(Number),
      completion_tokens: chunks.length - 2,
      total_tokens: expect.any(Number),
    },
  });
  expect(chunks.slice(0, -1).some((chunk) => "usage" in chunk)).toBe(false);
  expect(Object.keys(chunks.at(-1)?.usage ?? {})).toEqual(["prompt_tokens", "completion_tokens", "total_tokens"]);
  expect((await client().models.list()).data.map(({ id }) => id)).toEqual([question.model]);
});

it("says in OpenAI's words what is wrong, and takes no field of OpenRouter's", async () => {
  const ask = async (over: object, key?: string) => {
    const asked = { ...question, messages: [...question.messages], ...over };
    return await client(key)
      .chat.completions.create(asked)
      .then(
        () => expect.fail("it was answered"),
        (error: unknown) => error,
      );
  };
  const missing = await ask({ model: "google/gemini-2.5-flash" });
  expect(missing).toBeInstanceOf(NotFoundError);
  expect(missing).toMatchObject({ status: 404, code: "NOT_FOUND", type: "invalid_request_error" });
  expect(await ask({ provider: { max_price: { prompt: 1 } } })).toBeInstanceOf(BadRequestError);
  expect(await ask({}, "with space")).toBeInstanceOf(AuthenticationError);
});
