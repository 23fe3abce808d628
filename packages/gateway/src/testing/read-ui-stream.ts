import type { UiChunk } from "@sendcat/shared-types";
import { readUIMessageStream, type UIMessage, type UIMessageChunk } from "ai";

/** The chunks of a UI message stream response; fails unless it ends in exactly one ending and [DONE]. */
export async function readChunks(response: Response): Promise<UiChunk[]> {
  const lines = (await response.text()).split("\n\n").filter((line) => line !== "");
  if (lines.pop() !== "data: [DONE]") throw new Error("The stream does not end with [DONE].");
  // safe because the AI SDK's own reader checks the shapes in messageOf
  const chunks = lines.map((line) => JSON.parse(line.slice("data: ".length)) as UiChunk);
  const endings = chunks.filter(({ type }) => type === "finish" || type === "error" || type === "abort");
  if (endings.length !== 1 || endings[0] !== chunks.at(-1)) throw new Error(`Endings: ${JSON.stringify(endings)}`);
  return chunks;
}

export function textOf(chunks: readonly UiChunk[]): string {
  return chunks.map((chunk) => (chunk.type === "text-delta" ? chunk.delta : "")).join("");
}

/** The message that the AI SDK's client builds from the chunks. */
export async function messageOf(chunks: readonly UiChunk[]): Promise<UIMessage> {
  const stream = new ReadableStream<UIMessageChunk>({
    start(controller) {
      // safe because the SDK throws on a chunk that it does not know
      for (const chunk of chunks) controller.enqueue(chunk as UIMessageChunk);
      controller.close();
    },
  });
  let last: UIMessage | undefined;
  for await (const message of readUIMessageStream({ stream, onError: () => undefined })) last = message;
  if (!last) throw new Error("The stream made no message.");
  return last;
}
