import {
  assistantMessageId,
  type BeginResult,
  type BeginTurn,
  boundedHistory,
  isExtra,
  type CheckpointReply,
  continueProblem,
  cutText,
  type FinishTurn,
  historyStart,
  messageText,
  type MessagePart,
  type MessageView,
  partsFromChunks,
  type ThreadStore,
  type TurnChunk,
  type TurnSignal,
  type TurnStore,
  type TurnView,
} from "@sendcat/shared-types";
import { asStored } from "./as-stored.ts";
import { tokenSubject } from "./token-subject.ts";

type Stored = Omit<MessageView, "parts" | "extras"> & { parts: MessagePart[]; active: boolean };

interface Turn extends Pick<BeginTurn, "turnId" | "threadId" | "model" | "reservation"> {
  readonly owner: string;
  readonly createdAtMs: number;
  readonly chunks: Map<number, TurnChunk>;
  message: Stored;
  readonly worker: string;
  signal: TurnSignal["signal"] | null;
  finishReason: TurnView["finishReason"];
  /** Ended by the sweep, which took its worker for dead. */
  isLost: boolean;
}

interface Thread {
  readonly owner: string;
  readonly createdAtMs: number;
  readonly title: string;
  updatedAtMs: number;
  historyFrom?: string | undefined;
  readonly messages: Stored[];
}

/** One row per turn, as in the usage ledger. `usage` is null while the cost is unknown. */
export type MemoryLedgerRow = Pick<
  FinishTurn,
  "turnId" | "usage" | "chargedMicroUsd" | "chargedTokens" | "isFinal" | "implausibleMicroUsd"
> & {
  readonly owner: string;
};

export interface MemoryTurnStore extends TurnStore {
  readonly threads: ThreadStore;
  readonly ledger: readonly MemoryLedgerRow[];
  /** Turns whose settlement the quota has not received. */
  readonly owed: ReadonlySet<string>;
  /** Does what a cron does in Convex: turns whose worker's lease has expired become `interrupted`. */
  interruptExpired(): void;
}

/**
 * The TurnStore's rules in memory, for tests of code that uses it. Tokens are not verified: a JWT's `sub`, else the token itself, is the
 * user.
 */
export function createMemoryTurnStore(options: { readonly now?: () => number } = {}): MemoryTurnStore {
  const now = options.now ?? Date.now;
  const threads = new Map<string, Thread>();
  const turns = new Map<string, Turn>();
  const ledger: MemoryLedgerRow[] = [];
  const owed = new Set<string>();
  /** When each worker's lease expires, Unix milliseconds. */
  const workers = new Map<string, number>();

  /** The last touched thread is last in the map, which decides the order within one millisecond. */
  function touch(threadId: string, thread = threads.get(threadId)) {
    if (!thread) return;
    thread.updatedAtMs = now();
    threads.delete(threadId);
    threads.set(threadId, thread);
  }

  function store(turn: Turn, ending: Pick<FinishTurn, "status" | "parts" | "error" | "finishReason">): void {
    turn.isLost = false;
    turn.message.status = ending.status;
    turn.message.parts = ending.parts.map((part) => ({ ...part }));
    turn.message.error = ending.error;
    turn.finishReason = ending.finishReason;
  }

  function end(
    turn: Turn,
    ending: Pick<FinishTurn, "status" | "parts" | "error" | "finishReason"> & Omit<MemoryLedgerRow, "turnId" | "owner">,
  ) {
    store(turn, ending);
    turn.chunks.clear();
    ledger.push({
      turnId: turn.turnId,
      owner: turn.owner,
      usage: ending.usage,
      chargedMicroUsd: ending.chargedMicroUsd,
      chargedTokens: ending.chargedTokens,
      isFinal: ending.isFinal,
      implausibleMicroUsd: ending.implausibleMicroUsd,
    });
    touch(turn.threadId);
  }

  function interrupt(turn: Turn): void {
    const parts = partsFromChunks([...turn.chunks.values()].sort((a, b) => a.seq - b.seq));
    const { costMicroUsd: chargedMicroUsd, tokens: chargedTokens } = turn.reservation;
    end(turn, {
      status: "interrupted",
      parts,
      error: null,
      finishReason: "error",
      usage: null,
      chargedMicroUsd,
      chargedTokens,
      isFinal: false,
      implausibleMicroUsd: null,
    });
    turn.isLost = true;
  }

  /** Corrects a lost turn once; the first late ending counts. */
  function putRight({ turnId, owner, reservation }: Turn, finish: FinishTurn): void {
    const rows = ledger.filter((row) => row.turnId === turnId);
    if (rows.length > 1 || rows[0]?.isFinal) return;
    const { usage, chargedMicroUsd, chargedTokens } = finish;
    ledger.push({
      turnId,
      owner,
      usage,
      chargedMicroUsd: chargedMicroUsd - reservation.costMicroUsd,
      chargedTokens: chargedTokens - reservation.tokens,
      isFinal: true,
      implausibleMicroUsd: null,
    });
  }

  const streaming = (turn: Turn): boolean => turn.message.status === "streaming";
  const hasWorker = ({ worker }: Turn, at: number): boolean => (workers.get(worker) ?? 0) > at;
  const renew = (worker: string, untilMs: number) => workers.set(worker, Math.max(workers.get(worker) ?? 0, untilMs));

  function beginAs(owner: string, begin: BeginTurn): BeginResult {
    const known = turns.get(begin.turnId);
    if (known && known.owner !== owner) return { ok: false, refusal: { code: "conflict", scope: "turn.id" } };
    if (known) return { ok: true, kind: "existing", status: known.message.status };
    const at = now();
    const thread: Thread | undefined =
      threads.get(begin.threadId) ??
      (begin.input.kind === "submit"
        ? { owner, createdAtMs: at, updatedAtMs: at, title: cutText(messageText(begin.input.parts), 60), messages: [] }
        : undefined);
    if (thread?.owner !== owner) return { ok: false, refusal: { code: "not_found", scope: "thread" } };
    for (const turn of turns.values()) {
      if (turn.threadId !== begin.threadId || !streaming(turn)) continue;
      if (hasWorker(turn, at)) return { ok: false, refusal: { code: "conflict", scope: "thread.turn" } };
      interrupt(turn);
    }
    const shown = thread.messages.filter((message) => message.active);
    const last = shown.at(-1);
    const blank = { threadId: begin.threadId, createdAtMs: at, error: null, active: true } as const;
    let parentId: string | null;
    if (begin.input.kind === "submit") {
      const { messageId, parts } = begin.input;
      const answerId = assistantMessageId(begin.turnId);
      for (const { messages } of [...threads.values(), thread]) {
        if (messages.some(({ id }) => id === messageId || id === answerId) || messageId === answerId)
          return { ok: false, refusal: { code: "conflict", scope: "message.id" } };
      }
      thread.messages.push({
        ...blank,
        id: messageId,
        role: "user",
        parts: [...parts],
        status: "complete",
        turnId: null,
        parentId: last?.id ?? null,
        model: null,
      });
      parentId = messageId;
    } else {
      if (last?.role !== "assistant" || last.id !== begin.input.messageId)
        return { ok: false, refusal: { code: "conflict", scope: "message.last" } };
      if (begin.input.kind === "continue") {
        const problem = continueProblem(shown);
        if (problem) return { ok: false, refusal: problem };
        parentId = last.id;
      } else {
        last.active = false;
        parentId = last.parentId;
      }
    }
    const message: Turn["message"] = {
      ...blank,
      id: assistantMessageId(begin.turnId),
      role: "assistant",
      parts: [],
      status: "streaming",
      turnId: begin.turnId,
      parentId,
      model: begin.model,
    };
    const said = thread.messages.filter(({ active }) => active);
    const since = said.slice(
      Math.max(
        0,
        said.findIndex(({ id }) => id === thread.historyFrom),
      ),
    );
    const kept = since.slice(historyStart(since, begin.history));
    if (kept.length < since.length) thread.historyFrom = kept[0]?.id;
    const history = boundedHistory(kept);
    thread.messages.push(message);
    touch(begin.threadId, thread);
    const { turnId, threadId, model, reservation } = begin;
    renew(begin.worker, at + begin.leaseMs);
    turns.set(turnId, {
      turnId,
      threadId,
      model,
      reservation,
      owner,
      message,
      createdAtMs: at,
      chunks: new Map(),
      worker: begin.worker,
      signal: null,
      finishReason: null,
      isLost: false,
    });
    return { ok: true, kind: "begun", assistantMessageId: message.id, history };
  }

  const owned = (turnId: string, token: string): Turn | null => {
    const turn = turns.get(turnId);
    return turn && turn.owner === tokenSubject(token) ? turn : null;
  };

  return {
    ledger,
    owed,
    begin: async (begin, owner) => beginAs(owner.userId, begin),
    async checkpoint({ turnId, chunk }): Promise<CheckpointReply> {
      const turn = turns.get(turnId);
      if (!turn || !streaming(turn)) {
        const isAlone =
          turn?.isLost && ![...turns.values()].some((one) => one.threadId === turn.threadId && streaming(one));
        return { live: isAlone ?? false };
      }
      if (chunk) turn.chunks.set(chunk.seq, structuredClone(chunk));
      return { live: true };
    },
    async finish(finish) {
      const turn = turns.get(finish.turnId);
      if (turn?.message.status === "interrupted") {
        putRight(turn, finish);
        if (turn.isLost) store(turn, finish);
        return;
      }
      if (!turn || !streaming(turn)) return;
      end(turn, finish);
    },
    async oweSettlement(turnId) {
      if (turns.has(turnId)) owed.add(turnId);
    },
    async beat(worker, leaseMs) {
      renew(worker, now() + leaseMs);
    },
    async signals(worker) {
      return [...turns.values()]
        .filter((turn) => turn.worker === worker && streaming(turn))
        .flatMap(({ turnId, signal }) => (signal ? [{ turnId, signal }] : []));
    },
    async follow(turnId, as) {
      const turn = owned(turnId, as.token);
      if (turn && streaming(turn)) turn.signal ??= "follow";
    },
    async read({ turnId, afterSeq }, as) {
      const turn = owned(turnId, as.token);
      if (!turn) return null;
      const { threadId, model, createdAtMs, finishReason, message } = turn;
      const chunks = [...turn.chunks.values()].filter(({ seq }) => seq > afterSeq).sort((a, b) => a.seq - b.seq);
      const { status, error } = message;
      const parts = streaming(turn) ? null : message.parts;
      const view = { turnId, threadId, assistantMessageId: message.id, model, status, createdAtMs, chunks, parts };
      return asStored({ ...view, finishReason, error });
    },
    async requestStop(turnId, as) {
      const turn = owned(turnId, as.token);
      if (!turn) return null;
      if (streaming(turn)) turn.signal = "stop";
      return { status: turn.message.status };
    },
    interruptExpired() {
      for (const turn of turns.values()) if (streaming(turn) && !hasWorker(turn, now())) interrupt(turn);
    },
    threads: {
      async threads({ cursor, limit }, as) {
        const owner = tokenSubject(as.token);
        const mine = [...threads].reverse().filter(([, thread]) => thread.owner === owner);
        mine.sort(([, a], [, b]) => b.updatedAtMs - a.updatedAtMs);
        const views = mine.map(([id, { title, updatedAtMs, createdAtMs }]) => ({
          id,
          title,
          updatedAtMs,
          createdAtMs,
          pinned: false,
          archived: false,
        }));
        return page(views, { cursor, limit });
      },
      async messages({ threadId, cursor, limit }, as) {
        const thread = threads.get(threadId);
        if (!thread || thread.owner !== tokenSubject(as.token)) return null;
        const shown = thread.messages.filter(({ active }) => active).reverse();
        const views = shown.map(viewOf);
        return page(views, { cursor, limit });
      },
    },
  };
}

function page<T>(all: readonly T[], { cursor, limit }: { readonly cursor: string | null; readonly limit: number }) {
  const from = cursor === null ? 0 : Number(cursor);
  const items = all.slice(from, from + limit);
  return { items, cursor: from + limit < all.length ? String(from + limit) : null };
}

function viewOf({ active: _active, parts, ...message }: Stored): MessageView {
  const extras = parts.filter(isExtra);
  const view = { ...message, parts: parts.filter((part) => !isExtra(part)), ...(extras.length > 0 ? { extras } : {}) };
  return asStored(view);
}
