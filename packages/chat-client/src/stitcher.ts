import type { UIMessageChunk } from "ai";

type PartKind = "text" | "reasoning";

/** Where the next connection must begin, UTF-16 units of what was already handed on. */
export interface ResumeOffset {
  readonly after: number;
  readonly reasoningAfter: number;
}

export interface Stitcher {
  /** Call when a new connection's chunks begin. */
  beginConnection(): void;
  /** What of this chunk the consumer has not seen. */
  accept(chunk: UIMessageChunk): UIMessageChunk[];
  /** Ends the message when the server has nothing more to say about it. */
  giveUp(reason: string): UIMessageChunk[];
  offset(): ResumeOffset;
  /** A `start` was seen. */
  started(): boolean;
  /** finish, error or abort was seen: nothing may follow. */
  ended(): boolean;
}

/**
 * Makes one stream of many connections. Each connection repeats `start` and the start of the part it is in; those are dropped.
 * Text needs no comparing: a connection begins exactly at the offset it was asked for.
 */
export function createStitcher(): Stitcher {
  let connection = 0;
  let started = false;
  let ended = false;
  let stepOpen = false;
  const lengths: Record<PartKind, number> = { text: 0, reasoning: 0 };
  /** Open parts, and the connection that last named them. */
  const open = new Map<string, { kind: PartKind; connection: number }>();

  function close(which: (part: { connection: number }) => boolean): UIMessageChunk[] {
    const chunks: UIMessageChunk[] = [];
    for (const [id, part] of open) {
      if (!which(part)) continue;
      chunks.push({ type: part.kind === "text" ? "text-end" : "reasoning-end", id });
      open.delete(id);
    }
    return chunks;
  }

  function startPart(kind: PartKind, id: string): UIMessageChunk[] {
    const part = open.get(id);
    if (part) {
      part.connection = connection;
      return [];
    }
    // A part left open by an earlier connection was complete: the server went on to the next one.
    const stale = close((other) => other.connection < connection);
    open.set(id, { kind, connection });
    return [...stale, { type: kind === "text" ? "text-start" : "reasoning-start", id }];
  }

  function delta(kind: PartKind, chunk: UIMessageChunk & { id: string; delta: string }): UIMessageChunk[] {
    if (chunk.delta === "") return [];
    lengths[kind] += chunk.delta.length;
    return [...startPart(kind, chunk.id), chunk];
  }

  function end(chunk: UIMessageChunk & { id: string }): UIMessageChunk[] {
    return open.delete(chunk.id) ? [chunk] : [];
  }

  return {
    beginConnection: () => void connection++,
    accept(chunk) {
      if (ended) return [];
      switch (chunk.type) {
        case "start":
          if (started) return [];
          started = true;
          return [chunk];
        case "start-step":
          if (stepOpen) return [];
          stepOpen = true;
          return [chunk];
        case "finish-step":
          if (!stepOpen) return [];
          stepOpen = false;
          return [...close(() => true), chunk];
        case "text-start":
          return startPart("text", chunk.id);
        case "reasoning-start":
          return startPart("reasoning", chunk.id);
        case "text-delta":
          return delta("text", chunk);
        case "reasoning-delta":
          return delta("reasoning", chunk);
        case "text-end":
        case "reasoning-end":
          return end(chunk);
        case "finish":
        case "error":
        case "abort":
          ended = true;
          return [...close(() => true), chunk];
        default:
          return [chunk];
      }
    },
    giveUp(reason) {
      if (ended) return [];
      ended = true;
      return [...close(() => true), { type: "abort", reason }];
    },
    offset: () => ({ after: lengths.text, reasoningAfter: lengths.reasoning }),
    started: () => started,
    ended: () => ended,
  };
}
