import {
  EMPTY_ANSWER,
  type FinishReason,
  type PublicError,
  type TextSegment,
  type ToolSegment,
  type TurnMetadata,
  type TurnSegment,
  type UiChunk,
} from "@sendcat/shared-types";

/** How a stream ends, from the client's view. Exactly one per stream. */
export type Ending =
  | { readonly kind: "finish"; readonly reason: FinishReason; readonly metadata: TurnMetadata }
  /** The model gave no answer. */
  | { readonly kind: "empty" }
  | { readonly kind: "stopped" }
  | { readonly kind: "interrupted"; readonly textLength: number }
  | { readonly kind: "failed"; readonly error: PublicError };

type Kind = TextSegment["kind"];

/**
 * Writes UI message stream v1 as text, from any offset.
 * Parts are numbered as they occur (`t0`, `r0`, `t1`, ...), so every encoder of a turn gives a part the same id, and a reader that
 * starts late can follow the bytes made for one that started early.
 */
export class UiStreamEncoder {
  #open: Kind | null = null;
  /** Whether the open part's start has been written; not before there is something to show of it. */
  #announced = false;
  /** A tool has answered: what the model says next is a new step. */
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

  /** The next run of the answer; what lies below the reader's offset is passed over. */
  segment(segment: TurnSegment): string {
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

  /** Starts the open part on the wire if it has not been: called where shared bytes take over. */
  announce(): string {
    if (!this.#open || this.#announced) return "";
    this.#announced = true;
    return `data: {"type":"${this.#open}-start","id":"${this.#id(this.#open)}"}\n\n`;
  }

  /** Tools have ids: a reader who is sent one again knows it. */
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

  end(ending: Ending): string {
    return this.#close() + endingLines(ending) + "data: [DONE]\n\n";
  }

  #id(kind: Kind): string {
    return `${kind === "text" ? "t" : "r"}${this.#parts[kind]}`;
  }

  #close(): string {
    const kind = this.#open;
    if (!kind) return "";
    let out = "";
    // A part that ends exactly at the reader's offset may not have been seen to end: say it again.
    if (!this.#announced && this.#seen[kind] >= this.#skip[kind]) out = this.announce();
    if (this.#announced) out += `data: {"type":"${kind}-end","id":"${this.#id(kind)}"}\n\n`;
    this.#open = null;
    this.#announced = false;
    this.#parts[kind]++;
    return out;
  }
}

function endingLines(ending: Ending): string {
  switch (ending.kind) {
    case "finish":
      return (
        line({ type: "finish-step" }) +
        line({ type: "finish", finishReason: ending.reason, messageMetadata: ending.metadata })
      );
    case "empty":
      return line({ type: "data-empty", data: {}, transient: true }) + line({ type: "error", errorText: EMPTY_ANSWER });
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
