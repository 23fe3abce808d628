import type { ModelClass, ModelMessage } from "@sendcat/shared-types";
import { systemPrompt } from "./system-prompt.ts";

export interface Prompt {
  readonly messages: readonly ModelMessage[];
  readonly chars: number;
  readonly model: ModelClass;
}

/** The bounded history, behind the system prompt. */
export function composePrompt(options: {
  readonly model: ModelClass;
  readonly history: readonly { readonly role: "user" | "assistant"; readonly text: string }[];
  readonly today: string;
  readonly country: string | null;
}): Prompt {
  const messages: ModelMessage[] = [{ role: "system", content: systemPrompt(options) }];
  for (const { role, text } of options.history) messages.push({ role, content: text });
  const chars = messages.reduce((sum, message) => sum + message.content.length, 0);
  return { messages, chars, model: options.model };
}
