import { utf8Bytes, type ModelClass, type ModelMessage } from "@sendcat/shared-types";
import { systemPrompt } from "./system-prompt.ts";

export interface Prompt {
  readonly messages: readonly ModelMessage[];
  readonly bytes: number;
  readonly model: ModelClass;
}

/**
 * The conversation behind the system prompt: the question always, and before it as much as `historyBytes` holds, newest first, never an
 * answer without its question. What was put on hold for the turn was reckoned with this bound.
 */
export function composePrompt(options: {
  readonly model: ModelClass;
  readonly history: readonly { readonly role: "user" | "assistant"; readonly text: string }[];
  readonly historyBytes: number;
  readonly today: string;
  readonly country: string | null;
  readonly hasTools: boolean;
}): Prompt {
  const kept: ModelMessage[] = [];
  let left = options.historyBytes;
  let bytes = 0;
  for (const { role, text } of options.history.toReversed()) {
    const size = utf8Bytes(text);
    if (kept.length > 0 && (left -= size) < 0) break;
    bytes += size;
    kept.unshift({ role, content: text });
  }
  while (kept[0]?.role === "assistant") bytes -= utf8Bytes(kept.shift()?.content ?? "");
  const system: ModelMessage = { role: "system", content: systemPrompt(options) };
  return { messages: [system, ...kept], bytes: bytes + utf8Bytes(system.content), model: options.model };
}
