import { expect, it } from "vitest";
import { SseTranscoder } from "./sse-transcoder.ts";

function originOf(chunks: readonly object[]) {
  const transcoder = new SseTranscoder();
  for (const chunk of chunks) transcoder.push(new TextEncoder().encode(`data: ${JSON.stringify(chunk)}\n\n`));
  transcoder.end();
  return transcoder.origin;
}

const said = (content: string) => ({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
const ended = (native_finish_reason: unknown) => ({
  choices: [{ index: 0, delta: {}, finish_reason: "stop", native_finish_reason }],
});

it("keeps the host's name and its own finish reason, so that an operator can tell whose answers end badly", () => {
  expect(originOf([{ ...said("Hi"), provider: "Google" }, said("!"), ended("MAX_TOKENS")])).toEqual({
    host: "Google",
    nativeFinishReason: "MAX_TOKENS",
  });
});

it.each([[7], [{}], [null], [""], [undefined]])("ignores %j as a name", (value) => {
  expect(originOf([{ ...said("Hi"), provider: value }, ended(value)])).toEqual({
    host: null,
    nativeFinishReason: null,
  });
});

it("keeps at most 100 characters of each, so that no provider fills the log", () => {
  const long = "x".repeat(100_000);
  const { host, nativeFinishReason } = originOf([{ ...said("Hi"), provider: long }, ended(long)]);
  expect([host?.length, nativeFinishReason?.length]).toEqual([100, 100]);
});
