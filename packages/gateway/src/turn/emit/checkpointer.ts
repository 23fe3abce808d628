import type {
  CheckpointPolicy,
  TextSegment,
  TurnChunk,
  TurnProgress,
  TurnSegment,
  TurnStore,
} from "@sendcat/shared-types";
import type { LiveTurn } from "../../live/live-turn.ts";

export interface CheckpointerOptions {
  readonly turn: LiveTurn;
  readonly store: Pick<TurnStore, "checkpoint">;
  /** What is known of the model call; stored with each checkpoint. */
  readonly progress: () => TurnProgress | null;
  readonly policy: CheckpointPolicy;
  /** Number of turns in this process, which share its budget of writes per second. */
  readonly running: () => number;
  /** Called when the store says that the turn no longer belongs to this worker. */
  readonly onLost: () => void;
  readonly onFault: (fault: unknown) => void;
}

/**
 * Writes the answer so far to the store as append-only rows, at growing gaps: one call at a time, outside the token path, none when nothing
 * is new. An unacknowledged row is sent again unchanged while newer text waits, so a lost reply cannot duplicate text.
 */
export class Checkpointer {
  readonly #options: CheckpointerOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #gapMs: number;
  #seq = 0;
  /** The position in the answer up to which rows are acknowledged. */
  #written = { segments: 0, chars: 0, text: 0 };
  #unacknowledged: { chunk: TurnChunk; written: { segments: number; chars: number; text: number } } | null = null;
  #sending: Promise<void> = Promise.resolve();
  #closed = false;
  #isFollowed = false;
  /** The progress that the store has acknowledged. */
  #told: TurnProgress | null = null;
  calls = 0;

  constructor(options: CheckpointerOptions) {
    this.#options = options;
    this.#gapMs = options.policy.firstMs;
    this.#arm(this.#gapMs);
  }

  /** Call when the last reader has gone. A returning reader may see only what is stored, so write more often. */
  detached(): void {
    this.#gapMs = Math.min(this.#gapMs, this.#options.policy.detachedMs);
    this.#arm(this.#gapMs);
  }

  /** Call when a reader follows the rows through another process. */
  followed(): void {
    if (this.#isFollowed) return;
    this.#isFollowed = true;
    this.detached();
  }

  /** Stops checkpointing. Resolves when the call in progress is over, so that `finish` is the last write. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#sending;
  }

  #arm(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#sending = this.#send();
    }, ms);
  }

  async #send(): Promise<void> {
    const { turn, store, onLost, onFault } = this.#options;
    this.#unacknowledged ??= this.#cut();
    const chunk = this.#unacknowledged?.chunk ?? null;
    const progress = this.#options.progress();
    if (!chunk && progress === this.#told) return this.#arm(this.#nextGapMs(false));
    try {
      this.calls++;
      const reply = await store.checkpoint({ turnId: turn.turnId, chunk, progress });
      this.#told = progress;
      if (this.#unacknowledged) {
        this.#written = this.#unacknowledged.written;
        this.#unacknowledged = null;
        this.#seq++;
      }
      if (!reply.live) onLost();
    } catch (fault) {
      onFault(fault);
    }
    this.#arm(this.#nextGapMs(chunk !== null));
  }

  #nextGapMs(wrote: boolean): number {
    const { policy, turn, running } = this.#options;
    if (this.#isFollowed) return policy.detachedMs;
    const leastMs = (running() * 1_000) / policy.perSecond;
    if (turn.readers === 0 && wrote) return Math.max(policy.detachedMs, leastMs);
    this.#gapMs = Math.min(policy.maxMs, this.#gapMs * policy.growth);
    return Math.max(this.#gapMs, leastMs);
  }

  /** The part of the answer after the last acknowledged row; null when there is none. */
  #cut(): { chunk: TurnChunk; written: { segments: number; chars: number; text: number } } | null {
    const { turn } = this.#options;
    const segments: TurnSegment[] = [];
    let { segments: index, chars, text } = this.#written;
    for (; index < turn.segments.length; index++, chars = 0) {
      // safe because index is below the length
      const segment = turn.segments[index] as TurnSegment;
      const fresh = restOf(segment, chars);
      if (fresh) segments.push(fresh);
      if (fresh?.kind === "text") text += fresh.text.length;
      // The last segment may still grow: the next row continues inside it.
      if (index === turn.segments.length - 1) {
        chars = isText(segment) ? segment.text.length : 1;
        break;
      }
    }
    if (segments.length === 0) return null;
    return {
      chunk: { seq: this.#seq, textStart: this.#written.text, segments },
      written: { segments: index, chars, text },
    };
  }
}

/** The rest of a text segment after its first `chars`; a segment of another kind whole if `chars` is 0. Null when nothing is left. */
function restOf(segment: TurnSegment, chars: number): TurnSegment | null {
  if (!isText(segment)) return chars === 0 ? segment : null;
  return chars < segment.text.length ? { kind: segment.kind, text: segment.text.slice(chars) } : null;
}

function isText(segment: TurnSegment): segment is TextSegment {
  return segment.kind === "text" || segment.kind === "reasoning";
}
