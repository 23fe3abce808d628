import { describe, expect, it } from "vitest";
import { openRouterAnswerProblems, openRouterErrorProblems, openRouterRequestProblems } from "./judge-openrouter.ts";

const request = {
  model: "m",
  messages: [{ role: "user", content: [{ type: "text", text: "Hi", cache_control: { type: "ephemeral" } }] }],
  tools: [{ type: "function", function: { name: "f", parameters: { properties: { max_results: {} } } } }],
  stream: true,
};
const choice = { index: 0, delta: { content: "Hi" }, finish_reason: null, native_finish_reason: null };
const chunk = {
  id: "gen-1",
  provider: "P",
  model: "m",
  object: "chat.completion.chunk",
  created: 1,
  choices: [choice],
};

describe("the judge of OpenRouter", () => {
  it("finds nothing wrong with a request and a chunk as OpenRouter publishes them", () => {
    expect(openRouterRequestProblems(request)).toEqual([]);
    expect(openRouterAnswerProblems("chunk", chunk)).toEqual([]);
  });

  it.each([
    [{ ...request, max_tokens: "9" }, "maxTokens: Invalid input: expected number, received string"],
    [{ ...request, maximum: 9 }, "maximum: not listed"],
    [
      { ...request, provider: { max_price: { prompt: 1 } } },
      "provider.maxPrice.prompt: Invalid input: expected string, received number",
    ],
    [{ ...request, provider: { zrd: true } }, "provider.zrd: not listed"],
    [
      { ...request, messages: [{ role: "user", content: [{ type: "text", text: "Hi", hint: 1 }] }] },
      "messages.0.content.0.hint: not listed",
    ],
  ])("names what is wrong with a request: %#", (body, problem) => {
    expect(openRouterRequestProblems(body)).toEqual([problem]);
  });

  it.each([
    [{ ...chunk, created: undefined }, "created: Invalid input: expected number, received undefined"],
    [{ ...chunk, choices: [{ ...choice, finish_reason: "done" }] }, "1 of its names are not listed"],
    [{ ...chunk, choices: [{ ...choice, text: "Hi" }] }, "choices.0.text: not listed"],
  ])("names what is wrong with a chunk: %#", (json, problem) => {
    expect(openRouterAnswerProblems("chunk", json)).toEqual([problem]);
  });

  it("names a status that OpenRouter does not publish, and an error of another shape", () => {
    expect(openRouterErrorProblems(418, { error: { code: 418, message: "" } })).toEqual(["status 418: not listed"]);
    expect(openRouterErrorProblems(429, { error: "slow" })).toEqual([
      "error: Invalid input: expected object, received string",
    ]);
  });
});
