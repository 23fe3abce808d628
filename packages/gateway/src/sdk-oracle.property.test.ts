import { createOpenRouter } from "@openrouter/ai-sdk-provider";
import { createOpenRouterModel } from "@sendcat/openrouter";
import { bytesOf, providerOf, providerScript, type ProviderScript } from "@sendcat/openrouter/testing/provider-script";
import { modelTools, parseToolInput, TOOL_NAMES, type ToolName } from "@sendcat/shared-types";
import { longTestTimeoutMs, runsOf } from "@sendcat/test-depth";
import {
  isStepCount,
  jsonSchema,
  readUIMessageStream,
  streamText,
  tool,
  toUIMessageStream,
  type ToolSet,
  type UIMessage,
  type UIMessageChunk,
} from "ai";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readChunks } from "./testing/read-ui-stream.ts";
import { pages } from "@sendcat/port-contracts";
import { chatBody, FAST_POLICY, world } from "./testing/world.ts";

const options = { apiKey: "k", baseUrl: "https://openrouter.test/api/v1" };

/** How a client reads a UI message stream: its parts, as the AI SDK reads them, and whether the stream ended in an error. */
async function readingOf(chunks: readonly UIMessageChunk[]) {
  const stream = new ReadableStream<UIMessageChunk>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  let message: UIMessage | undefined;
  for await (const state of readUIMessageStream({ stream, onError: () => undefined })) message = state;
  const said: [string, unknown][] = [];
  for (const part of message?.parts ?? []) {
    if (part.type !== "text" && part.type !== "reasoning") {
      const asked = toolOf(part);
      if (asked) said.push(asked);
      continue;
    }
    const last = said.at(-1);
    if (last?.[0] === part.type) last[1] = `${last[1]}${part.text}`;
    else if (part.text !== "") said.push([part.type, part.text]);
  }
  return { said, failed: chunks.some(({ type }) => type === "error") };
}

/** A tool call and its result; the SDK calls one with invalid input a dynamic tool. */
function toolOf(part: UIMessage["parts"][number]): [string, unknown] | null {
  const name = part.type === "dynamic-tool" ? part.toolName : /^tool-(.*)$/.exec(part.type)?.[1];
  if (name === undefined || !("state" in part) || !("toolCallId" in part)) return null;
  const { state } = part;
  return [name, state === "output-available" ? { state, input: part.input, output: part.output } : { state }];
}

/** Answers with the script, and with plain text once there are tool results. */
function providerThen(parts: readonly Uint8Array[]): typeof fetch {
  const answer = { pieces: [{ kind: "text", text: "That is all." }], ending: "done", usage: true, cuts: [] } as const;
  const [first, then] = [providerOf(parts), providerOf(bytesOf(answer))];
  return async (input, init) => await (String(init?.body).includes('"role":"tool"') ? then : first)(input, init);
}

const POLICY = { ...FAST_POLICY, tools: { ...FAST_POLICY.tools, offered: TOOL_NAMES, maxSteps: 1 } };

/** Our tools in the SDK's form: they accept the same inputs and return the same results. */
function sdkTools(): ToolSet {
  return Object.fromEntries(
    modelTools(TOOL_NAMES).map(({ name, description, inputSchema }) => {
      const validate = (value: unknown) => {
        // safe because modelTools gives the names it was given
        const parsed = parseToolInput(name as ToolName, JSON.stringify(value));
        return parsed.ok
          ? { success: true as const, value: parsed.input }
          : { success: false as const, error: new Error(parsed.problem) };
      };
      const execute = async (input: Readonly<Record<string, string | number>>) => pages(String(input["query"]));
      return [name, tool({ description, inputSchema: jsonSchema(inputSchema, { validate }), execute })];
    }),
  );
}

async function throughTheGateway(fetch: typeof globalThis.fetch): Promise<readonly UIMessageChunk[]> {
  const w = world(createOpenRouterModel({ ...options, fetch }), POLICY);
  const response = await w.post("/api/chat", chatBody(), "alice");
  if (response.status !== 200) return [{ type: "error", errorText: "refused" }];
  // safe because the gateway emits only chunks of the protocol
  return (await readChunks(response)) as readonly UIMessageChunk[];
}

async function throughTheSdk(fetch: typeof globalThis.fetch): Promise<readonly UIMessageChunk[]> {
  const openrouter = createOpenRouter({ apiKey: options.apiKey, baseURL: options.baseUrl, fetch });
  const { stream } = streamText({
    model: openrouter.chat("m"),
    prompt: "Hi",
    tools: sdkTools(),
    stopWhen: isStepCount(2),
    maxRetries: 0,
    onError: () => undefined,
  });
  const chunks: UIMessageChunk[] = [];
  for await (const chunk of toUIMessageStream({ stream })) chunks.push(chunk);
  return chunks;
}

function saysSomething(piece: ProviderScript["pieces"][number]): boolean {
  return piece.kind === "tool" || (piece.kind === "text" && piece.text.trim() !== "");
}

describe("what a client reads", () => {
  it(
    "from the gateway is the same as from the AI SDK's own stream, whatever the provider sends and wherever it is cut",
    { timeout: longTestTimeoutMs() },
    async () => {
      await fc.assert(
        fc.asyncProperty(providerScript, async (given) => {
          // The gateway runs no tool of a broken stream; the SDK may have started one.
          const isWhole = given.ending === "done" || given.ending === "no-done";
          const script = { ...given, pieces: given.pieces.filter(({ kind }) => isWhole || kind !== "tool") };
          const parts = bytesOf(script);
          const ours = await readingOf(await throughTheGateway(providerThen(parts)));
          const theirs = await readingOf(await throughTheSdk(providerThen(parts)));
          // The SDK treats an empty answer as complete.
          if (isWhole && !script.pieces.some(saysSomething)) {
            expect(ours.failed).toBe(true);
            return;
          }
          // A stream that broke before any text is refused with a status; one that was cut is not complete.
          if (ours.said.length > 0 || script.ending === "done") expect(ours.said).toEqual(theirs.said);
          if (script.ending === "done" || script.ending === "no-done") expect(ours.failed).toBe(false);
          else expect(ours.failed).toBe(true);
        }),
        { numRuns: runsOf("stream-beside-the-ai-sdk") },
      );
    },
  );
});
