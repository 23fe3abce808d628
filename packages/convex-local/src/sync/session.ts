import type { WebSocket } from "ws";
import { AuthError } from "../auth/auth-error.ts";
import { anonymous, type Authorization, authorizeAdmin, authorizeUser, callerOf } from "../auth/authorize.ts";
import type { Engine } from "../engine/engine.ts";
import { canonicalPath } from "../engine/function-address.ts";
import { newRequestId } from "../engine/function-runner.ts";
import { runSystemQuery } from "../push/system-queries.ts";
import type { QueryResult } from "../reactive/query-result.ts";
import { FunctionError } from "../runtime/function-error.ts";
import type { Caller } from "../runtime/identity.ts";
import { decodeTimestamp, encodeTimestamp } from "../values/timestamp.ts";
import { chunkTransition } from "./chunk-message.ts";
import { type ClientMessage, parseClientMessage } from "./client-message.ts";
import { queryModification, type WatchedQuery } from "./watched-query.ts";

type CallMessage = Extract<ClientMessage, { type: "Mutation" | "Action" }>;

export type SessionOptions = {
  engine: Engine;
  adminKey: string;
  socket: WebSocket;
  origin: { ip: string | null; userAgent: string | null };
};

const maxWatchedQueries = 10_000;

/** One client of the sync protocol: its queries, its identity and what it has been told. */
export class Session {
  readonly #engine: Engine;
  readonly #adminKey: string;
  readonly #socket: WebSocket;
  readonly #origin: SessionOptions["origin"];
  readonly #queries = new Map<number, WatchedQuery>();
  #removed: number[] = [];
  #sessionId: string | null = null;
  #authorization: Authorization = anonymous;
  /** What the client has said so far. */
  #received = { querySet: 0, identity: 0 };
  /** The state the last transition brought the client to. */
  #told = { querySet: 0, identity: 0, timestampNs: 0n };
  #incoming: Promise<void> = Promise.resolve();
  #mutations: Promise<void> = Promise.resolve();
  #dirty = false;
  #updating = false;
  #closed = false;
  #lastSentMs = Date.now();

  constructor(options: SessionOptions) {
    this.#engine = options.engine;
    this.#adminKey = options.adminKey;
    this.#socket = options.socket;
    this.#origin = options.origin;
    this.#socket.on("message", (data) => this.#receive(String(data)));
    this.#socket.on("close", () => (this.#closed = true));
    this.#socket.on("error", () => (this.#closed = true));
  }

  /** Some results are stale: tells the client if it watches one of them. */
  onStale(stale: ReadonlySet<QueryResult>): void {
    for (const { result } of this.#queries.values()) {
      if (result && stale.has(result)) return this.#scheduleUpdate();
    }
  }

  /** Keeps an idle connection open. */
  ping(nowMs: number, idleMs: number): void {
    if (nowMs - this.#lastSentMs >= idleMs) this.#send('{"type":"Ping"}');
  }

  #receive(text: string): void {
    // In order: what a message means depends on those before it.
    this.#incoming = this.#incoming
      .then(() => this.#handle(parseClientMessage(text)))
      .catch((error: unknown) => this.#fail(error, text.includes('"Authenticate"')));
  }

  async #handle(message: ClientMessage): Promise<void> {
    switch (message.type) {
      case "Connect":
        return this.#connect(message);
      case "ModifyQuerySet":
        return this.#modifyQueries(message);
      case "Authenticate":
        return this.#authenticate(message);
      case "Mutation": {
        // One at a time, in the order sent; the next may rely on this one.
        const caller = this.#caller();
        this.#mutations = this.#mutations.then(() => this.#call(message, caller));
        return;
      }
      case "Action":
        void this.#call(message, this.#caller());
        return;
      case "Event":
        return;
    }
  }

  #connect(message: Extract<ClientMessage, { type: "Connect" }>): void {
    this.#sessionId = message.sessionId;
    const observed = message.maxObservedTimestamp;
    if (observed !== null && decodeTimestamp(observed) > this.#engine.clock.latestNs) {
      throw new Error("The client has seen a later state than this deployment has: was its data replaced?");
    }
  }

  #modifyQueries(message: Extract<ClientMessage, { type: "ModifyQuerySet" }>): void {
    if (message.baseVersion !== this.#received.querySet) {
      throw new Error("Query set base version does not match");
    }
    for (const modification of message.modifications) {
      if (modification.type === "Remove") {
        this.#queries.delete(modification.queryId);
        this.#removed.push(modification.queryId);
        continue;
      }
      this.#queries.set(modification.queryId, {
        path: modification.udfPath,
        args: modification.args,
        componentPath: modification.componentPath,
        journal: modification.journal,
        result: null,
        lastSent: null,
      });
    }
    if (this.#queries.size > maxWatchedQueries) throw new Error("Too many queries on one connection");
    this.#received.querySet = message.newVersion;
    this.#scheduleUpdate();
  }

  async #authenticate(message: Extract<ClientMessage, { type: "Authenticate" }>): Promise<void> {
    if (message.baseVersion !== this.#received.identity) {
      throw new Error("Identity base version does not match");
    }
    this.#authorization = await this.#verify(message);
    this.#received.identity++;
    for (const query of this.#queries.values()) query.result = null;
    this.#scheduleUpdate();
  }

  async #verify(message: Extract<ClientMessage, { type: "Authenticate" }>): Promise<Authorization> {
    if (message.tokenType === "None") return anonymous;
    if (message.tokenType === "User") {
      return authorizeUser(message.value, this.#engine.program?.authProviders ?? []);
    }
    const actingAs = message.impersonating
      ? `:${Buffer.from(JSON.stringify(message.impersonating)).toString("base64")}`
      : "";
    return authorizeAdmin(message.value + actingAs, this.#adminKey);
  }

  async #call(message: CallMessage, caller: Caller): Promise<void> {
    if (this.#closed) return;
    const mutation = message.type === "Mutation";
    try {
      this.#refuseExpired();
      const outcome = await this.#engine.runner.run({
        target: { componentPath: message.componentPath, path: canonicalPath(message.udfPath) },
        args: message.args,
        caller,
        expect: mutation ? "mutation" : "action",
        dedupe:
          mutation && this.#sessionId !== null ? { sessionId: this.#sessionId, requestId: message.requestId } : null,
      });
      const ts = mutation ? `"ts":"${encodeTimestamp(outcome.timestampNs)}",` : "";
      this.#send(
        `{"type":"${message.type}Response","requestId":${message.requestId},"success":true,"result":${outcome.json},${ts}"logLines":${JSON.stringify(outcome.logLines)}}`,
      );
    } catch (error) {
      if (!(error instanceof FunctionError)) return this.#fail(error, false);
      this.#send(
        JSON.stringify({
          type: `${message.type}Response`,
          requestId: message.requestId,
          success: false,
          result: `[Request ID: ${newRequestId()}] Server Error\n${error.message}`,
          ...(mutation ? { ts: null } : {}),
          logLines: error.logLines,
          ...(error.data === undefined ? {} : { errorData: error.data }),
        }),
      );
    }
    // The client lets a mutation rest only at the next transition, even an empty one.
    if (mutation) this.#scheduleUpdate();
  }

  #scheduleUpdate(): void {
    this.#dirty = true;
    if (this.#updating || this.#closed) return;
    this.#updating = true;
    setImmediate(() => void this.#update());
  }

  async #update(): Promise<void> {
    try {
      while (this.#dirty && !this.#closed) {
        this.#dirty = false;
        this.#refuseExpired();
        await this.#transition();
      }
    } catch (error) {
      this.#fail(error, false);
    } finally {
      this.#updating = false;
      if (this.#dirty) this.#scheduleUpdate();
    }
  }

  async #transition(): Promise<void> {
    const received = { ...this.#received };
    const removed = this.#removed;
    this.#removed = [];
    const queries = [...this.#queries];
    await this.#refresh(queries.map(([, query]) => query));
    // From here to the send nothing else runs, so all results are of this one state.
    const end = { ...received, timestampNs: this.#engine.clock.latestNs };
    const requestId = newRequestId();
    const modifications = removed.map((queryId) => `{"type":"QueryRemoved","queryId":${queryId}}`);
    for (const [queryId, query] of queries) {
      if (this.#queries.get(queryId) !== query) continue;
      const modification = queryModification(queryId, query, requestId);
      if (modification !== null) modifications.push(modification);
    }
    const start = this.#told;
    this.#told = end;
    const transition = `{"type":"Transition","startVersion":${version(start)},"endVersion":${version(end)},"modifications":[${modifications.join(",")}]}`;
    for (const part of chunkTransition(transition)) this.#send(part);
  }

  /** Runs again what is stale, until every result is true at the same moment. */
  async #refresh(queries: readonly WatchedQuery[]): Promise<void> {
    const caller = this.#caller();
    for (;;) {
      const stale = queries.filter(({ result }) => !result?.valid);
      if (stale.length === 0) return;
      await Promise.all(
        stale.map(async (query) => {
          query.result = await this.#run(query, caller);
          query.journal = query.result.journal ?? query.journal;
        }),
      );
    }
  }

  async #run(query: WatchedQuery, caller: Caller): Promise<QueryResult> {
    const { path, args, componentPath, journal } = query;
    try {
      if (path.startsWith("_system/") && caller.mayCallInternal) {
        return await runSystemQuery(this.#engine, { path, args, componentPath });
      }
      const target = { componentPath, path: canonicalPath(path) };
      return await this.#engine.runner.runQuery({ target, args, caller, journal });
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      return this.#engine.cache.refusal(error);
    }
  }

  #caller(): Caller {
    return callerOf(this.#authorization, this.#origin);
  }

  #refuseExpired(): void {
    const { expiresMs } = this.#authorization;
    if (expiresMs !== null && Date.now() > expiresMs) {
      throw new AuthError("TokenExpired", "Convex token identity expired");
    }
  }

  #fail(error: unknown, authUpdateAttempted: boolean): void {
    if (this.#closed) return;
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof AuthError) {
      const baseVersion = this.#received.identity;
      this.#send(JSON.stringify({ type: "AuthError", error: message, baseVersion, authUpdateAttempted }));
    } else {
      this.#engine.log(`sync connection failed: ${message}`);
      this.#send(JSON.stringify({ type: "FatalError", error: message }));
    }
    this.#closed = true;
    this.#socket.close();
  }

  #send(text: string): void {
    this.#lastSentMs = Date.now();
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(text);
  }
}

function version(state: { querySet: number; identity: number; timestampNs: bigint }): string {
  return `{"querySet":${state.querySet},"identity":${state.identity},"ts":"${encodeTimestamp(state.timestampNs)}"}`;
}
