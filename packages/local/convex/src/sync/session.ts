import type { WebSocket } from "ws";
import { AuthError } from "../auth/auth-error.ts";
import { ANONYMOUS, type Authorization, authorizeAdmin, authorizeUser, callerOf } from "../auth/authorize.ts";
import type { Engine } from "../engine/engine.ts";
import { canonicalPath } from "../engine/function-address.ts";
import { FunctionError } from "../runtime/function-error.ts";
import type { Caller } from "../runtime/identity.ts";
import { decodeTimestamp, encodeTimestamp } from "../values/timestamp.ts";
import { chunkTransition } from "./chunk-message.ts";
import { type ClientMessage, parseClientMessage } from "./client-message.ts";
import { QuerySet } from "./query-set.ts";
import { failureMessage, successMessage } from "./response-message.ts";

type MessageOf<Type extends ClientMessage["type"]> = Extract<ClientMessage, { readonly type: Type }>;

const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;
const DRAIN_POLL_MS = 50;
const MAX_DRAIN_MS = 60_000;

export interface SessionOptions {
  readonly engine: Engine;
  readonly adminKey: string;
  readonly socket: WebSocket;
  readonly origin: { readonly ip: string | null; readonly userAgent: string | null };
}

/** One client of the sync protocol: its identity, its queries and what has been sent to it. */
export class Session {
  readonly #engine: Engine;
  readonly #adminKey: string;
  readonly #socket: WebSocket;
  readonly #origin: SessionOptions["origin"];
  readonly #queries: QuerySet;
  #sessionId: string | null = null;
  #authorization: Authorization = ANONYMOUS;
  /** The latest versions that the client has sent. */
  #received = { querySet: 0, identity: 0 };
  /** The end version of the last transition that was sent. */
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
    this.#queries = new QuerySet(options.engine, () => this.#scheduleUpdate());
    this.#socket.on("message", (data) => this.#receive(String(data)));
    this.#socket.on("close", () => this.#end());
    this.#socket.on("error", () => this.#end());
  }

  /** Keeps an idle connection open. */
  ping(nowMs: number, idleMs: number): void {
    if (nowMs - this.#lastSentMs >= idleMs) this.#send('{"type":"Ping"}');
  }

  #receive(text: string): void {
    // In order: a message may depend on those before it.
    this.#incoming = this.#incoming
      .then(() => this.#handle(parseClientMessage(text)))
      .catch((error: unknown) => this.#fail(error, true));
  }

  #handle(message: ClientMessage): void | Promise<void> {
    if (this.#closed) return;
    switch (message.type) {
      case "Connect":
        return this.#connect(message);
      case "ModifyQuerySet":
        return this.#modifyQueries(message);
      case "Authenticate":
        return this.#authenticate(message);
      case "Mutation": {
        // One at a time, in the order sent; the next may depend on this one.
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

  #connect(message: MessageOf<"Connect">): void {
    this.#sessionId = message.sessionId;
    const observed = message.maxObservedTimestamp;
    if (observed !== null && decodeTimestamp(observed) > this.#engine.clock.latestNs) {
      throw new Error("The client has seen a later state than this deployment has: was its data replaced?");
    }
  }

  #modifyQueries(message: MessageOf<"ModifyQuerySet">): void {
    if (message.baseVersion !== this.#received.querySet) {
      throw new Error("Query set base version does not match");
    }
    this.#queries.modify(message.modifications);
    this.#received.querySet = message.newVersion;
    this.#scheduleUpdate();
  }

  async #authenticate(message: MessageOf<"Authenticate">): Promise<void> {
    if (message.baseVersion !== this.#received.identity) {
      throw new Error("Identity base version does not match");
    }
    this.#authorization = await this.#verify(message);
    this.#received.identity++;
    this.#queries.forgetResults();
    this.#scheduleUpdate();
  }

  async #verify(message: MessageOf<"Authenticate">): Promise<Authorization> {
    if (message.tokenType === "None") return ANONYMOUS;
    if (message.tokenType === "User") {
      return authorizeUser(message.value, this.#engine.program?.authProviders ?? []);
    }
    const actingAs = message.impersonating
      ? `:${Buffer.from(JSON.stringify(message.impersonating)).toString("base64")}`
      : "";
    return authorizeAdmin(message.value + actingAs, this.#adminKey);
  }

  async #call(message: MessageOf<"Mutation" | "Action">, caller: Caller): Promise<void> {
    if (this.#closed) return;
    const mutation = message.type === "Mutation";
    const sessionId = mutation ? this.#sessionId : null;
    try {
      this.#refuseExpired();
      const outcome = await this.#engine.runner.run({
        target: { componentPath: message.componentPath, path: canonicalPath(message.udfPath) },
        args: message.args,
        caller,
        expect: mutation ? "mutation" : "action",
        dedupe: sessionId === null ? null : { sessionId, requestId: message.requestId },
      });
      this.#send(successMessage(message, outcome));
    } catch (error) {
      if (!(error instanceof FunctionError)) return this.#fail(error, false);
      this.#send(failureMessage(message, error));
    }
    // The client completes a mutation only at the next transition, even an empty one.
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
        if (!(await this.#drained())) return;
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

  /** Waits for a client that reads slowly; changes meanwhile go into one transition. False when the client is gone. */
  async #drained(): Promise<boolean> {
    for (let waitedMs = 0; this.#socket.bufferedAmount > MAX_BUFFERED_BYTES; waitedMs += DRAIN_POLL_MS) {
      if (waitedMs >= MAX_DRAIN_MS) {
        this.#engine.log("sync connection closed: the client does not read");
        this.#socket.terminate();
        return false;
      }
      await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS));
      if (this.#closed) return false;
    }
    return true;
  }

  async #transition(): Promise<void> {
    const { identity } = this.#received;
    const sameIdentity = (): boolean => this.#received.identity === identity;
    // Authentication has scheduled another update, which uses the new identity.
    do {
      if (!(await this.#queries.refresh(this.#caller(), sameIdentity))) return;
      // A commit may have arrived after the last result.
    } while (!this.#queries.isCurrent);
    // No other code runs from here to the send, so all results belong to this state.
    const start = this.#told;
    const end = { ...this.#received, timestampNs: this.#engine.clock.latestNs };
    const modifications = this.#queries.takeModifications();
    this.#told = end;
    const transition = `{"type":"Transition","startVersion":${versionJson(start)},"endVersion":${versionJson(end)},"modifications":[${modifications.join(",")}]}`;
    for (const part of chunkTransition(transition)) this.#send(part);
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
    this.#end();
    this.#socket.close();
  }

  #end(): void {
    this.#closed = true;
    this.#queries.close();
  }

  #send(text: string): void {
    this.#lastSentMs = Date.now();
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(text);
  }
}

function versionJson(state: { querySet: number; identity: number; timestampNs: bigint }): string {
  return `{"querySet":${state.querySet},"identity":${state.identity},"ts":"${encodeTimestamp(state.timestampNs)}"}`;
}
