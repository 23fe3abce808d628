import type { ModelEvent, TextSegment, ToolSegment, TurnMetadata, TurnSegment } from "@sendcat/shared-types";
import { UiStreamEncoder, type Ending } from "../turn/emit/ui-stream-encoder.ts";

export interface LiveTurnOptions {
  readonly turnId: string;
  readonly ownerId: string;
  readonly messageId: string;
  readonly metadata: TurnMetadata;
  /** Called when the user asks for a stop through this process. */
  readonly onStop: () => void;
  /** Called when the last reader has gone. */
  readonly onDetach: () => void;
  /** Called when somebody reads it through another process. */
  readonly onFollow: () => void;
}

/**
 * A turn that runs in this process: the answer so far, and everybody who reads it. Readers never slow the turn down: what they have not
 * taken is at most one answer, whose length the policy bounds.
 */
export class LiveTurn {
  readonly turnId: string;
  readonly ownerId: string;
  readonly segments: TurnSegment[] = [];
  textLength = 0;
  ending: Ending | null = null;
  readonly #options: LiveTurnOptions;
  readonly #shared = new UiStreamEncoder();
  readonly #readers = new Set<ReadableStreamDefaultController<Uint8Array>>();
  readonly #bytes = new TextEncoder();

  constructor(options: LiveTurnOptions) {
    this.#options = options;
    this.turnId = options.turnId;
    this.ownerId = options.ownerId;
  }

  get readers(): number {
    return this.#readers.size;
  }

  stop(): void {
    this.#options.onStop();
  }

  followed(): void {
    this.#options.onFollow();
  }

  /** One batch of the model: kept, and written to every reader in one write. */
  append(batch: readonly ModelEvent[]): void {
    if (this.ending) return;
    let out = "";
    for (const event of batch) {
      if (event.type !== "text-delta" && event.type !== "reasoning-delta") continue;
      if (event.text === "") continue;
      const kind = event.type === "text-delta" ? "text" : "reasoning";
      const segment: TextSegment = { kind, text: event.text };
      this.#keep(segment);
      out += this.#shared.segment(segment);
    }
    if (out !== "") this.#write(out);
  }

  /** A tool call, or what came of one. */
  appendTool(segment: ToolSegment): void {
    if (this.ending) return;
    this.segments.push(segment);
    this.#write(this.#shared.segment(segment));
  }

  end(ending: Ending): void {
    if (this.ending) return;
    this.ending = ending;
    this.#write(this.#shared.end(ending));
    for (const reader of this.#readers) reader.close();
    this.#readers.clear();
  }

  /** The stream from an offset on: what is there already in one write, then everything as it comes. */
  attach(after = 0, reasoningAfter = 0): ReadableStream<Uint8Array> {
    let controller: ReadableStreamDefaultController<Uint8Array>;
    return new ReadableStream<Uint8Array>({
      start: (own) => {
        controller = own;
        const encoder = new UiStreamEncoder({ text: after, reasoning: reasoningAfter });
        let out = encoder.start(this.#options.messageId, this.#options.metadata);
        for (const segment of this.segments) out += encoder.segment(segment);
        out += this.ending ? encoder.end(this.ending) : encoder.announce();
        own.enqueue(this.#bytes.encode(out));
        if (this.ending) own.close();
        else this.#readers.add(own);
      },
      cancel: () => {
        if (this.#readers.delete(controller) && this.#readers.size === 0) this.#options.onDetach();
      },
    });
  }

  #keep(segment: TextSegment): void {
    const last = this.segments.at(-1);
    if (last?.kind === segment.kind)
      this.segments[this.segments.length - 1] = { kind: last.kind, text: last.text + segment.text };
    else this.segments.push(segment);
    if (segment.kind === "text") this.textLength += segment.text.length;
  }

  #write(text: string): void {
    if (this.#readers.size === 0) return;
    const chunk = this.#bytes.encode(text);
    for (const reader of this.#readers) reader.enqueue(chunk);
  }
}
