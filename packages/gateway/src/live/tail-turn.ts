import {
  segmentsFromParts,
  toPublicError,
  type Principal,
  type TurnSegment,
  type TurnView,
} from "@sendcat/shared-types";
import type { RequestScope } from "../request-scope.ts";
import { UiStreamEncoder, type StreamEnding } from "../turn/emit/ui-stream-encoder.ts";
import { segmentIdentity } from "./segment-identity.ts";

/** Time between two reads of a turn that another process writes; it writes rows no faster than this. */
const POLL_MS = 400;
/** Failed reads in a row before the stream ends with an error. */
const MAX_FAILED_POLLS = 5;

/**
 * Streams a turn that runs in another process, or has ended, from the store's append-only rows. Null when the user has no such turn.
 */
export async function tailTurn(
  scope: RequestScope,
  principal: Principal,
  at: { readonly turnId: string; readonly after: number; readonly reasoningAfter: number },
): Promise<ReadableStream<Uint8Array> | null> {
  const { ports, policy } = scope;
  const { turnId } = at;
  const opening = await ports.turnStore.read({ turnId, afterSeq: -1 }, principal);
  if (!opening) return null;
  // Makes the other process write rows as often as we read them. If this fails, the reader only waits longer.
  if (opening.status === "streaming") scope.host.waitUntil(ports.turnStore.follow(turnId, principal).catch(() => null));

  const encoder = new UiStreamEncoder({ text: at.after, reasoning: at.reasoningAfter });
  const bytes = new TextEncoder();
  const deadlineMs = ports.now() + policy.maxTurnMs + policy.checkpoint.leaseMs;
  const progress: Progress = { afterSeq: -1, text: 0, reasoning: 0, others: new Set() };
  const reader = { gone: false };

  async function follow(controller: ReadableStreamDefaultController<Uint8Array>, first: TurnView): Promise<void> {
    const { assistantMessageId, threadId, model, createdAtMs } = first;
    let view: TurnView | null = first;
    let failed = 0;
    let out = encoder.start(assistantMessageId, { turnId, threadId, model, createdAtMs });
    for (;;) {
      if (view) {
        for (const segment of freshSegments(view, progress)) out += encoder.segment(segment);
        const ending = endingOf(view, progress.text);
        if (ending) out += encoder.end(ending);
        if (out !== "") controller.enqueue(bytes.encode(out));
        out = "";
        if (ending) return controller.close();
      }
      if (ports.now() > deadlineMs || failed > MAX_FAILED_POLLS) {
        const refusal = {
          code: "internal",
          message: "We couldn’t load the rest of this answer. Please reload the page.",
        } as const;
        controller.enqueue(bytes.encode(encoder.end({ kind: "failed", error: refusal })));
        return controller.close();
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      if (reader.gone) return;
      view = await ports.turnStore.read({ turnId, afterSeq: progress.afterSeq }, principal).catch(() => null);
      failed = view ? 0 : failed + 1;
    }
  }

  return new ReadableStream<Uint8Array>({
    start(controller) {
      scope.host.waitUntil(follow(controller, opening).catch((fault: unknown) => controller.error(fault)));
    },
    cancel() {
      reader.gone = true;
    },
  });
}

/** How much of the turn the reader has been sent. */
interface Progress {
  afterSeq: number;
  text: number;
  reasoning: number;
  /** The identities of segments without text that were already sent. */
  readonly others: Set<string>;
}

/** The segments that the reader has not been sent. A turn's final parts contain the whole answer, its rows only what is new. */
function freshSegments(view: TurnView, progress: Progress): TurnSegment[] {
  const known = view.parts ? { text: progress.text, reasoning: progress.reasoning } : { text: 0, reasoning: 0 };
  const segments = view.parts ? segmentsFromParts(view.parts) : view.chunks.flatMap((chunk) => chunk.segments);
  for (const { seq } of view.chunks) progress.afterSeq = Math.max(progress.afterSeq, seq);
  return segments.flatMap((segment): TurnSegment[] => {
    if (segment.kind !== "text" && segment.kind !== "reasoning") {
      const name = segmentIdentity(segment);
      if (progress.others.has(name)) return [];
      progress.others.add(name);
      return [segment];
    }
    const from = Math.min(known[segment.kind], segment.text.length);
    known[segment.kind] -= from;
    const text = segment.text.slice(from);
    progress[segment.kind] += text.length;
    return text === "" ? [] : [{ kind: segment.kind, text }];
  });
}

function endingOf(view: TurnView, textLength: number): StreamEnding | null {
  switch (view.status) {
    case "streaming":
      return null;
    case "empty":
      return { kind: "empty" };
    case "stopped":
      return { kind: "stopped" };
    case "interrupted":
      return { kind: "interrupted", textLength };
    case "failed":
      return { kind: "failed", error: view.error ?? toPublicError({ code: "internal" }) };
    case "complete":
    case "truncated":
    case "filtered":
    case "refused":
      return { kind: "finish", reason: view.finishReason ?? "stop", metadata: {} };
  }
}
