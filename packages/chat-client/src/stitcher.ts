import type { UIMessageChunk } from "ai";

type PartKind = "text" | "reasoning";

/** Where the next connection must begin, in UTF-16 units already passed on. */
export interface ResumeOffset {
  readonly after: number;
  readonly reasoningAfter: number;
}

export interface Stitcher {
  /** Call when a new connection's chunks begin. */
  beginConnection(): void;
  /** The parts of this chunk that the consumer has not seen. */
  accept(chunk: UIMessageChunk): UIMessageChunk[];
  /** Ends the message when the server has no more of it. */
  giveUp(reason: string): UIMessageChunk[];
  offset(): ResumeOffset;
  /** Whether a `start` was seen. */
  started(): boolean;
  /** Whether finish, error or abort was seen: nothing may follow. */
  ended(): boolean;
}

const TOOL_PROGRESS = {
  "tool-input-start": 1,
  "tool-input-available": 2,
  "tool-output-available": 3,
  "tool-output-error": 3,
} as const;

/**
 * Joins many connections into one stream. Each connection repeats `start`, the steps, the tools, the sources and pictures, and the start of its
 * current part; those are dropped.
 * Text needs no comparison: a connection begins exactly at the requested offset.
 */
export function createStitcher(): Stitcher {
  let connection = 0;
  let started = false;
  let ended = false;
  /** Steps begun and finished: told to the consumer, and told by this connection. */
  const told = { begun: 0, finished: 0 };
  let here = { begun: 0, finished: 0 };
  /** Progress of each tool call. */
  const tools = new Map<string, number>();
  /** Sources by id and pictures by address, told to the consumer. */
  const extras = new Set<string>();
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
    // A part left open by an earlier connection is complete: the server has moved on to the next one.
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

  /** Whether this is new progress of a tool call for the consumer. */
  function advance(type: keyof typeof TOOL_PROGRESS, toolCallId: string): boolean {
    const progress = TOOL_PROGRESS[type];
    if (progress <= (tools.get(toolCallId) ?? 0)) return false;
    tools.set(toolCallId, progress);
    return true;
  }

  function tellOnce(chunk: UIMessageChunk, id: string): UIMessageChunk[] {
    if (extras.has(id)) return [];
    extras.add(id);
    return [chunk];
  }

  return {
    beginConnection() {
      connection++;
      here = { begun: 0, finished: 0 };
    },
    accept(chunk) {
      if (ended) return [];
      switch (chunk.type) {
        case "start":
          if (started) return [];
          started = true;
          return [chunk];
        case "start-step":
          if (++here.begun <= told.begun) return [];
          told.begun = here.begun;
          return [chunk];
        case "finish-step":
          if (++here.finished <= told.finished) return [];
          told.finished = here.finished;
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
        case "tool-input-start":
        case "tool-input-available":
        case "tool-output-available":
        case "tool-output-error":
          return advance(chunk.type, chunk.toolCallId) ? [chunk] : [];
        case "source-url":
          return tellOnce(chunk, chunk.sourceId);
        case "file":
          return tellOnce(chunk, chunk.url);
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
