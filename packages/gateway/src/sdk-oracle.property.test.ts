import { createOpenRouter } from "@openrouter/ai-sdk-provider";
import { createDirectModel } from "@sendcat/models";
import { bytesOf, providerOf, providerScript } from "@sendcat/models/testing/provider-script";
import { readUIMessageStream, streamText, toUIMessageStream, type UIMessage, type UIMessageChunk } from "ai";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readChunks } from "./testing/read-ui-stream.ts";
import { chatBody, world } from "./testing/world.ts";

const options = { apiKey: "k", baseUrl: "https://openrouter.test/api/v1" };

/** What a client makes of a UI message stream: its parts, as the AI SDK itself reads them, and whether the stream ended in an error. */
async function readingOf(chunks: readonly UIMessageChunk[]) {
  const stream = new ReadableStream<UIMessageChunk>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  let message: UIMessage | undefined;
  for await (const state of readUIMessageStream({ stream, onError: () => undefined })) message = state;
  const said: [string, string][] = [];
  for (const part of message?.parts ?? []) {
    if (part.type !== "text" && part.type !== "reasoning") continue;
    const last = said.at(-1);
    if (last?.[0] === part.type) last[1] += part.text;
    else if (part.text !== "") said.push([part.type, part.text]);
  }
  return { said, failed: chunks.some(({ type }) => type === "error") };
}

async function throughTheGateway(fetch: typeof globalThis.fetch): Promise<readonly UIMessageChunk[]> {
  const w = world(createDirectModel({ ...options, fetch }));
  const response = await w.post("/api/chat", chatBody(), "alice");
  if (response.status !== 200) return [{ type: "error", errorText: "refused" }];
  // safe because what we emit is the protocol's
  return (await readChunks(response)) as readonly UIMessageChunk[];
}

async function throughTheSdk(fetch: typeof globalThis.fetch): Promise<readonly UIMessageChunk[]> {
  const openrouter = createOpenRouter({ apiKey: options.apiKey, baseURL: options.baseUrl, fetch });
  const { stream } = streamText({
    model: openrouter.chat("m"),
    prompt: "Hi",
    maxRetries: 0,
    onError: () => undefined,
  });
  const chunks: UIMessageChunk[] = [];
  for await (const chunk of toUIMessageStream({ stream })) chunks.push(chunk);
  return chunks;
}

describe("what a client reads", () => {
  it("of the gateway's stream is what it reads of the AI SDK's own, whatever the provider sends and however it is cut", async () => {
    await fc.assert(
      fc.asyncProperty(providerScript, async (given) => {
        const script = { ...given, pieces: given.pieces.filter(({ kind }) => kind !== "tool") };
        const parts = bytesOf(script);
        const ours = await readingOf(await throughTheGateway(providerOf(parts)));
        const theirs = await readingOf(await throughTheSdk(providerOf(parts)));
        // A stream that broke before it said anything is refused by status; one that was cut is no whole answer.
        if (ours.said.length > 0 || script.ending === "done") expect(ours.said).toEqual(theirs.said);
        if (script.ending === "done" || script.ending === "no-done") expect(ours.failed).toBe(false);
        else expect(ours.failed).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
