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
  /** What is known of the model call; it travels along. */
  readonly progress: () => TurnProgress | null;
  readonly policy: CheckpointPolicy;
  /** Turns of this process, which share what it may write. */
  readonly running: () => number;
  /** The store says the turn is no longer ours. */
  readonly onLost: () => void;
  readonly onFault: (fault: unknown) => void;
}

/**
 * Writes the answer so far to the store: append-only rows at growing gaps, one call under way at a time, none on the token path, and none
 * when there is nothing new.
 * A row once sent is frozen and sent again unchanged until it is acknowledged, so a lost reply cannot double text; newer text waits.
 */
export class Checkpointer {
  readonly #options: CheckpointerOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #gapMs: number;
  #seq = 0;
  /** How far into the answer the acknowledged rows reach. */
  #written = { segments: 0, chars: 0, text: 0 };
  #unacknowledged: { chunk: TurnChunk; written: { segments: number; chars: number; text: number } } | null = null;
  #sending: Promise<void> = Promise.resolve();
  #closed = false;
  #isFollowed = false;
  /** What the store knows of the model call. */
  #told: TurnProgress | null = null;
  calls = 0;

  constructor(options: CheckpointerOptions) {
    this.#options = options;
    this.#gapMs = options.policy.firstMs;
    this.#arm(this.#gapMs);
  }

  /** Nobody reads: what is written to the store is all that a returning reader will see, so write it sooner. */
  detached(): void {
    this.#gapMs = Math.min(this.#gapMs, this.#options.policy.detachedMs);
    this.#arm(this.#gapMs);
  }

  /** Somebody reads the rows as they come, in another process. */
  followed(): void {
    if (this.#isFollowed) return;
    this.#isFollowed = true;
    this.detached();
  }

  /** No further calls; resolves when the one under way is over, so that finish comes last. */
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

  /** What the answer has grown by since the last acknowledged row. */
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
      // The last segment may still grow: the next row goes on inside it.
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

/** What of a segment lies past its first `chars`; what is not text is written whole, once. */
function restOf(segment: TurnSegment, chars: number): TurnSegment | null {
  if (!isText(segment)) return chars === 0 ? segment : null;
  return chars < segment.text.length ? { kind: segment.kind, text: segment.text.slice(chars) } : null;
}

function isText(segment: TurnSegment): segment is TextSegment {
  return segment.kind === "text" || segment.kind === "reasoning";
}
