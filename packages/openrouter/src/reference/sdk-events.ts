import { type FinishReason, type ModelEvent, isRecord } from "@sendcat/shared-types";
import type { TextStreamPart, ToolSet } from "ai";
import { usageFromChunk } from "@sendcat/openai-stream";
import { refusalOfError } from "./failure-of-error.ts";

type Part = TextStreamPart<ToolSet>;

/** Turns the SDK's stream parts into the port's model events. */
export class SdkEvents {
  generationId: string | null = null;
  ended = false;
  /** Each call's input as the model wrote it, which the SDK's parsed input does not preserve. */
  readonly #inputs = new Map<string, string>();

  take(part: Part): readonly ModelEvent[] {
    if (this.ended) return [];
    switch (part.type) {
      case "text-delta":
        return part.text === "" ? [] : [{ type: "text-delta", text: part.text }];
      case "reasoning-delta":
        return part.text === "" ? [] : [{ type: "reasoning-delta", text: part.text }];
      case "tool-input-start":
        this.#inputs.set(part.id, "");
        return [{ type: "tool-call-start", callId: part.id, name: part.toolName }];
      case "tool-input-delta":
        this.#inputs.set(part.id, (this.#inputs.get(part.id) ?? "") + part.delta);
        return [];
      case "tool-call": {
        const written = this.#inputs.get(part.toolCallId) ?? "";
        const input = written.trim() === "" ? JSON.stringify(part.input ?? {}) : written;
        return [{ type: "tool-call", callId: part.toolCallId, name: part.toolName, input }];
      }
      case "finish-step": {
        this.generationId ??= part.response.id ?? null;
        const { raw } = part.usage;
        const usage: ModelEvent[] = isRecord(raw) ? [{ type: "usage", usage: usageFromChunk(raw) }] : [];
        return this.#close([...usage, { type: "finish", reason: reasonOf(part.finishReason) }]);
      }
      case "error":
        return this.#close([{ type: "error", refusal: refusalOfError(part.error), cause: part.error }]);
      case "abort":
        return this.#close([{ type: "error", refusal: { code: "upstream_error" } }]);
      default:
        return [];
    }
  }

  /** Call when the stream ended without a finish part. */
  end(): readonly ModelEvent[] {
    return this.ended ? [] : this.#close([{ type: "error", refusal: { code: "upstream_error" } }]);
  }

  #close(events: readonly ModelEvent[]): readonly ModelEvent[] {
    this.ended = true;
    return events;
  }
}

function reasonOf(reason: Extract<Part, { type: "finish-step" }>["finishReason"]): FinishReason {
  return reason === "error" || reason === "interrupted" ? "other" : reason;
}
