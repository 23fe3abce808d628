import {
  endingSentence,
  type FinishReason,
  type PublicError,
  type TextSegment,
  type ToolSegment,
  type TurnMetadata,
  type TurnSegment,
  type UiChunk,
} from "@sendcat/shared-types";

/** How a stream ends, as the client sees it. Exactly one per stream. */
export type StreamEnding =
  | { readonly kind: "finish"; readonly reason: FinishReason; readonly metadata: TurnMetadata }
  /** The model gave no answer. */
  | { readonly kind: "empty" }
  | { readonly kind: "stopped" }
  | { readonly kind: "interrupted"; readonly textLength: number }
  | { readonly kind: "failed"; readonly error: PublicError };

type Kind = TextSegment["kind"];

/**
 * Encodes UI message stream v1 as text, from any offset.
 * Parts are numbered in order (`t0`, `r0`, `t1`, ...), so every encoder of a turn gives a part the same id, and a reader that joins late can
 * then share the bytes encoded for the others.
 */
export class UiStreamEncoder {
  #open: Kind | null = null;
  /** Whether the open part's start has been written. It is written only when there is text to show. */
  #announced = false;
  /** A tool has returned a result: the model's next output begins a new step. */
  #stepHasOutput = false;
  readonly #parts = { text: 0, reasoning: 0 };
  readonly #seen = { text: 0, reasoning: 0 };
  readonly #skip: { readonly text: number; readonly reasoning: number };

  constructor(skip: { readonly text: number; readonly reasoning: number } = { text: 0, reasoning: 0 }) {
    this.#skip = skip;
  }

  start(messageId: string, messageMetadata: TurnMetadata): string {
    return line({ type: "start", messageId, messageMetadata }) + line({ type: "start-step" });
  }

  /** Encodes the next segment of the answer; text before the reader's offset is skipped. */
  segment(segment: TurnSegment): string {
    if (segment.kind === "extra") return this.#nextStep() + line(segment.part);
    if (segment.kind !== "text" && segment.kind !== "reasoning") return this.#tool(segment);
    const { kind, text } = segment;
    let out = this.#open === kind ? "" : this.#close() + this.#nextStep();
    this.#open = kind;
    const from = Math.max(0, this.#skip[kind] - this.#seen[kind]);
    this.#seen[kind] += text.length;
    if (from >= text.length) return out;
    out += this.announce();
    const fresh = from === 0 ? text : text.slice(from);
    return `${out}data: {"type":"${kind}-delta","id":"${this.#id(kind)}","delta":${JSON.stringify(fresh)}}\n\n`;
  }

  /** Writes the open part's start if that has not happened: called before the reader switches to the shared bytes. */
  announce(): string {
    if (!this.#open || this.#announced) return "";
    this.#announced = true;
    return `data: {"type":"${this.#open}-start","id":"${this.#id(this.#open)}"}\n\n`;
  }

  /** Tool segments and extras may be sent twice: readers recognise them by id or address. */
  #tool(segment: ToolSegment): string {
    const { callId: toolCallId } = segment;
    switch (segment.kind) {
      case "tool-call": {
        const { name: toolName, input } = segment;
        const begun = this.#close() + this.#nextStep();
        return (
          begun +
          line({ type: "tool-input-start", toolCallId, toolName }) +
          line({ type: "tool-input-available", toolCallId, toolName, input })
        );
      }
      case "tool-job":
        return line({ type: "data-tool-job", id: toolCallId, data: segment.job });
      case "tool-output":
        this.#stepHasOutput = true;
        return line({ type: "tool-output-available", toolCallId, output: segment.output });
      case "tool-error":
        this.#stepHasOutput = true;
        return line({ type: "tool-output-error", toolCallId, errorText: segment.errorText });
    }
  }

  #nextStep(): string {
    if (!this.#stepHasOutput) return "";
    this.#stepHasOutput = false;
    return line({ type: "finish-step" }) + line({ type: "start-step" });
  }

  end(ending: StreamEnding): string {
    return this.#close() + endingLines(ending) + "data: [DONE]\n\n";
  }

  #id(kind: Kind): string {
    return `${kind === "text" ? "t" : "r"}${this.#parts[kind]}`;
  }

  #close(): string {
    const kind = this.#open;
    if (!kind) return "";
    let out = "";
    // The reader may not have seen the end of a part that ends exactly at its offset: send it again.
    if (!this.#announced && this.#seen[kind] >= this.#skip[kind]) out = this.announce();
    if (this.#announced) out += `data: {"type":"${kind}-end","id":"${this.#id(kind)}"}\n\n`;
    this.#open = null;
    this.#announced = false;
    this.#parts[kind]++;
    return out;
  }
}

function endingLines(ending: StreamEnding): string {
  switch (ending.kind) {
    case "finish":
      return (
        (ending.reason === "refusal" ? line({ type: "data-refused", data: {}, transient: true }) : "") +
        line({ type: "finish-step" }) +
        line({
          type: "finish",
          finishReason: ending.reason === "refusal" ? "content-filter" : ending.reason,
          messageMetadata: ending.metadata,
        })
      );
    case "empty":
      return (
        line({ type: "data-empty", data: {}, transient: true }) +
        line({ type: "error", errorText: endingSentence("empty") })
      );
    case "stopped":
      return line({ type: "abort", reason: "stopped" });
    case "interrupted":
      return (
        line({ type: "data-interrupted", data: { textLength: ending.textLength }, transient: true }) +
        line({ type: "abort", reason: "interrupted" })
      );
    case "failed":
      return (
        line({ type: "data-error", data: ending.error, transient: true }) +
        line({ type: "error", errorText: ending.error.message })
      );
  }
}

function line(chunk: UiChunk): string {
  return `data: ${JSON.stringify(chunk)}\n\n`;
}
