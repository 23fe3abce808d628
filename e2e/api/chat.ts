import { randomUUID } from "node:crypto";
import { messageViewSchema, type ChatRequestBody, type MessageView, type UiChunk } from "@sendcat/shared-types";
import { getAs, type Guest } from "./guest.ts";

export type SubmitBody = Extract<ChatRequestBody, { trigger: "submit-message" }>;

/** In front of a question, makes the simulator answer as fast as the answer is read. */
export const FAST = "[[sim:pace ttft-ms=0 tokens-per-second=0]]";

/** In front of a text, makes the simulator answer with that text. */
export const ECHO = "[[sim:echo ttft-ms=0 tokens-per-second=0]]";

/** The body of a new turn that asks `text`. */
export function turnOf(text: string, ids: { threadId?: string; turnId?: string } = {}): SubmitBody {
  return {
    trigger: "submit-message",
    turnId: ids.turnId ?? randomUUID(),
    threadId: ids.threadId ?? randomUUID(),
    message: { id: randomUUID(), parts: [{ type: "text", text }] },
  };
}

export function postChat(
  guest: Pick<Guest, "token" | "web">,
  body: unknown,
  headers: HeadersInit = {},
): Promise<Response> {
  const all = new Headers({ "content-type": "application/json", authorization: `Bearer ${guest.token}` });
  for (const [name, value] of new Headers(headers)) all.set(name, value);
  return fetch(`${guest.web}/api/chat`, {
    method: "POST",
    headers: all,
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

export interface StreamRead {
  readonly chunks: readonly UiChunk[];
  readonly text: string;
  /** True when the stream ended with `[DONE]`, as every stream must. */
  readonly done: boolean;
}

/** Reads a UI message stream to its end, or until `until` returns true; then it cuts the connection. */
export async function readStream(response: Response, until?: (text: string) => boolean): Promise<StreamRead> {
  const chunks: UiChunk[] = [];
  let [text, done, buffer] = ["", false, ""];
  if (!response.body) return { chunks, text, done };
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { value, done: ended } = await reader.read();
    if (ended) break;
    buffer += value;
    const events = buffer.split("\n\n");
    buffer = events.pop() ?? "";
    for (const event of events) {
      const data = event.replace(/^data: /, "");
      if (data === "[DONE]") {
        done = true;
        continue;
      }
      // safe because a chunk of another shape fails the assertions made on it
      const chunk = JSON.parse(data) as UiChunk;
      chunks.push(chunk);
      if (chunk.type === "text-delta") text += chunk.delta;
    }
    if (until?.(text)) {
      await reader.cancel();
      break;
    }
  }
  return { chunks, text, done };
}

/** The newest messages of a thread, oldest first; empty when the thread is not this guest's. */
export async function messagesOf(guest: Guest, threadId: string): Promise<readonly MessageView[]> {
  const { status, body } = await getAs(guest, `/api/threads/${threadId}/messages`);
  if (status === 404) return [];
  if (status !== 200) throw new Error(`messages of ${threadId}: HTTP ${status} ${JSON.stringify(body)}`);
  // safe because each item is parsed by its schema
  return (body as { items: unknown[] }).items.map((item) => messageViewSchema.parse(item)).reverse();
}

export function textOf(message: MessageView | undefined): string {
  return message?.parts.map((part) => (part.type === "text" ? part.text : "")).join("") ?? "";
}
