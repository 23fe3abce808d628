import type {
  ExtraSegment,
  ModelEvent,
  Principal,
  TextSegment,
  ToolSegment,
  TurnMetadata,
  TurnSegment,
} from "@sendcat/shared-types";
import { UiStreamEncoder, type StreamEnding } from "../turn/emit/ui-stream-encoder.ts";

export interface LiveTurnOptions {
  readonly turnId: string;
  readonly owner: Pick<Principal, "userId" | "kind">;
  readonly messageId: string;
  readonly metadata: TurnMetadata;
  /** Called when the user asks for a stop through this process. */
  readonly onStop: () => void;
  /** Called when the last reader has gone. */
  readonly onDetach: () => void;
  /** Called when a reader follows the turn through another process. */
  readonly onFollow: () => void;
  /** Called when the host shuts down. */
  readonly onHandOver: () => void;
}

/** One frame of a 60 Hz screen: tokens that arrive less than a frame after the last write are written together. */
const FRAME_MS = 16;

/**
 * A turn that runs in this process: the answer so far, and its readers. Readers never slow the turn down: what a slow reader has not read is
 * at most one answer, and the policy bounds its length. A slow model's tokens are written at once, a fast model's once per frame.
 */
export class LiveTurn {
  readonly turnId: string;
  readonly owner: LiveTurnOptions["owner"];
  readonly segments: TurnSegment[] = [];
  textLength = 0;
  ending: StreamEnding | null = null;
  readonly #options: LiveTurnOptions;
  readonly #shared = new UiStreamEncoder();
  readonly #readers = new Set<ReadableStreamDefaultController<Uint8Array>>();
  readonly #bytes = new TextEncoder();
  /** In `segments`, but not yet written to the readers. */
  #unwritten: TurnSegment[] = [];
  #writtenMs = 0;
  #frame: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LiveTurnOptions) {
    this.#options = options;
    this.turnId = options.turnId;
    this.owner = options.owner;
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

  handOver(): void {
    this.#options.onHandOver();
  }

  /** Stores one batch of the model, and writes it to every reader in one write. */
  append(batch: readonly ModelEvent[]): void {
    if (this.ending) return;
    for (const event of batch) {
      if (event.type !== "text-delta" && event.type !== "reasoning-delta") continue;
      if (event.text === "") continue;
      const segment: TextSegment = { kind: event.type === "text-delta" ? "text" : "reasoning", text: event.text };
      join(this.segments, segment);
      join(this.#unwritten, segment);
      if (segment.kind === "text") this.textLength += segment.text.length;
    }
    if (this.#unwritten.length === 0 || this.#frame !== undefined) return;
    const waitMs = Math.min(FRAME_MS, this.#writtenMs + FRAME_MS - Date.now());
    if (waitMs <= 0) this.#write(this.#takeUnwritten());
    else this.#frame = setTimeout(() => this.#write(this.#takeUnwritten()), waitMs);
  }

  /** Adds a tool call, its progress or its result, a cited page or a picture. */
  appendWhole(segment: ToolSegment | ExtraSegment): void {
    if (this.ending) return;
    this.segments.push(segment);
    this.#write(this.#takeUnwritten() + this.#shared.segment(segment));
  }

  end(ending: StreamEnding): void {
    if (this.ending) return;
    this.ending = ending;
    this.#write(this.#takeUnwritten() + this.#shared.end(ending));
    for (const reader of this.#readers) reader.close();
    this.#readers.clear();
  }

  /** The stream from an offset (UTF-16 units of text and of reasoning): the text so far in one write, then the rest as it arrives. */
  attach(after = 0, reasoningAfter = 0): ReadableStream<Uint8Array> {
    let controller: ReadableStreamDefaultController<Uint8Array>;
    return new ReadableStream<Uint8Array>({
      start: (own) => {
        controller = own;
        // From here on this reader gets the same writes as the others.
        this.#write(this.#takeUnwritten());
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

  #takeUnwritten(): string {
    clearTimeout(this.#frame);
    this.#frame = undefined;
    let out = "";
    for (const segment of this.#unwritten) out += this.#shared.segment(segment);
    this.#unwritten = [];
    return out;
  }

  #write(text: string): void {
    if (text === "" || this.#readers.size === 0) return;
    this.#writtenMs = Date.now();
    const chunk = this.#bytes.encode(text);
    for (const reader of this.#readers) reader.enqueue(chunk);
  }
}

/** Appends a segment; text of the same kind as the last segment is joined to it. */
function join(segments: TurnSegment[], segment: TextSegment): void {
  const last = segments.at(-1);
  if (last && "text" in last && last.kind === segment.kind)
    segments[segments.length - 1] = { kind: last.kind, text: last.text + segment.text };
  else segments.push(segment);
}
