import type { FinishReason, ModelEvent, ModelUsage, Refusal } from "@sendcat/shared-types";
import { firstChoice, isRecord, type CompletionChunk } from "./completion-chunk.ts";
import { refusalFromStatus } from "./refusal-from-status.ts";
import { usageFromChunk } from "./usage-from-chunk.ts";

/** A line longer than this is no event of a chat completion. */
const MAX_LINE_CHARS = 4 * 1024 * 1024;
/** An answer longer than this has got away: no model is asked for as much. */
const MAX_OUTPUT_CHARS = 16 * 1024 * 1024;

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  stop: "stop",
  length: "length",
  content_filter: "content-filter",
  tool_calls: "tool-calls",
  error: "error",
};

/**
 * Server-sent events of a chat completion to model events. Fed with text as it arrives, cut anywhere; gives what is complete. Text of
 * one read leaves as one event. Holds `finish` back until usage has had its chance to come, and ends in exactly one `finish` or `error`.
 */
export class SseTranscoder {
  generationId: string | null = null;
  ended = false;
  #rest = "";
  #output = 0;
  #finish: FinishReason | null = null;
  #usage: ModelUsage | null = null;
  #batch: ModelEvent[] = [];

  /** Complete events in `text` and what was left of earlier text. */
  push(text: string): readonly ModelEvent[] {
    this.#batch = [];
    let from = 0;
    // Only the new text can hold the end of a line that was cut.
    let end = text.indexOf("\n");
    while (end !== -1 && !this.ended) {
      const line = this.#rest === "" ? text.slice(from, end) : this.#rest + text.slice(from, end);
      this.#rest = "";
      this.#line(line);
      from = end + 1;
      end = text.indexOf("\n", from);
    }
    if (!this.ended) {
      this.#rest += text.slice(from);
      if (this.#rest.length > MAX_LINE_CHARS) this.#fail({ code: "upstream_error" }, "a line without an end");
    }
    return this.#batch;
  }

  /** The connection is over: what a missing ending means. */
  close(cause?: unknown): readonly ModelEvent[] {
    this.#batch = [];
    if (!this.ended && this.#rest !== "") this.#line(this.#rest);
    if (!this.ended) {
      // The answer was whole, only the farewell is missing.
      if (this.#finish) this.#end();
      else this.#fail({ code: "upstream_error" }, cause ?? "the stream ended without an ending");
    }
    return this.#batch;
  }

  #line(raw: string): void {
    const line = raw.charCodeAt(raw.length - 1) === 13 ? raw.slice(0, -1) : raw;
    // Comments, blank lines and other fields of the event carry nothing.
    if (!line.startsWith("data:")) return;
    const data = line.charCodeAt(5) === 32 ? line.slice(6) : line.slice(5);
    if (data === "[DONE]") return this.#end();
    let chunk: unknown;
    try {
      chunk = JSON.parse(data);
    } catch (cause) {
      return this.#fail({ code: "upstream_error" }, cause);
    }
    if (isRecord(chunk)) this.#chunk(chunk);
  }

  #chunk(chunk: CompletionChunk): void {
    if (this.generationId === null && typeof chunk.id === "string") this.generationId = chunk.id;
    const choice = firstChoice(chunk);
    if (choice) {
      const { content, reasoning } = choice.delta;
      if (typeof reasoning === "string" && reasoning !== "") this.#delta("reasoning-delta", reasoning);
      if (typeof content === "string" && content !== "") this.#delta("text-delta", content);
      if (choice.finishReason !== null) this.#finish = FINISH_REASONS[choice.finishReason] ?? "other";
    }
    if (chunk.usage !== undefined && chunk.usage !== null) this.#usage = usageFromChunk(chunk.usage) ?? this.#usage;
    if (isRecord(chunk.error)) {
      const status = Number(chunk.error["code"]);
      const { refusal } = refusalFromStatus(Number.isInteger(status) ? status : 502, new Headers());
      this.#fail(refusal, chunk.error);
    }
  }

  #delta(type: "text-delta" | "reasoning-delta", text: string): void {
    this.#output += text.length;
    if (this.#output > MAX_OUTPUT_CHARS) return this.#fail({ code: "upstream_error" }, "an answer without an end");
    const last = this.#batch.at(-1);
    if (last?.type === type) this.#batch[this.#batch.length - 1] = { type, text: last.text + text };
    else this.#batch.push({ type, text });
  }

  #end(): void {
    if (this.#usage) this.#batch.push({ type: "usage", usage: this.#usage });
    this.#batch.push({ type: "finish", reason: this.#finish ?? "other" });
    this.ended = true;
  }

  #fail(refusal: Refusal, cause: unknown): void {
    if (this.ended) return;
    if (this.#usage) this.#batch.push({ type: "usage", usage: this.#usage });
    this.#batch.push({ type: "error", refusal, cause });
    this.ended = true;
  }
}
