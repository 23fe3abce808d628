import type { QueryRunRequest } from "../engine/run-request.ts";
import { FunctionError } from "../runtime/function-error.ts";
import type { IsolateSettings, QueryAnswer } from "./isolate-message.ts";
import { type IsolateExit, IsolateProcess } from "./isolate-process.ts";

const MIN_ISOLATES = 2;
const MAX_ISOLATES = 4;
/** One that runs and one that waits. */
const MAX_CALLS_EACH = 2;
/** When a function runs longer, the call waiting behind it is moved to another isolate. */
const SLOW_MS = 50;
const CHECK_MS = 20;
const MAX_ATTEMPTS = 3;

interface Call {
  readonly callId: number;
  readonly request: QueryRunRequest;
  attempts: number;
  readonly resolve: (answer: QueryAnswer) => void;
  readonly reject: (error: FunctionError) => void;
}

interface Member {
  readonly process: IsolateProcess;
  readonly calls: Call[];
  headSinceMs: number;
}

/** Runs queries in processes, so that a function that hangs, fills its memory or crashes affects no other query. */
export class IsolatePool {
  readonly #settings: IsolateSettings;
  readonly #log: (line: string) => void;
  readonly #members = new Set<Member>();
  readonly #waiting: Call[] = [];
  #nextCallId = 1;
  #check: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(settings: IsolateSettings, log: (line: string) => void) {
    this.#settings = settings;
    this.#log = log;
    this.#spawn();
  }

  /** @throws FunctionError when the query was stopped together with its process */
  run(request: QueryRunRequest): Promise<QueryAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ callId: this.#nextCallId++, request, attempts: 0, resolve, reject });
      this.#dispatch();
    });
  }

  /** Later queries run with the program and environment that are stored now. */
  reloadProgram(): void {
    for (const { process } of this.#members) process.send({ type: "reload-program" });
  }

  reloadCatalog(): void {
    for (const { process } of this.#members) process.send({ type: "reload-catalog" });
  }

  close(): void {
    this.#closed = true;
    if (this.#check) clearInterval(this.#check);
    for (const { process, calls } of this.#members) {
      process.end();
      this.#waiting.push(...calls);
    }
    for (const call of this.#waiting) call.reject(new FunctionError("The deployment is shutting down"));
  }

  #spawn(): void {
    const member: Member = {
      process: new IsolateProcess(this.#settings, {
        onReady: () => {
          this.#dispatch();
          // One at a time: a deployment that starts needs the processors for other work.
          if (this.#members.size < MIN_ISOLATES) this.#spawn();
        },
        onAnswer: (callId, answer) => this.#settle(member, callId, answer),
        onLog: this.#log,
        onExit: (exit) => this.#replace(member, exit),
      }),
      calls: [],
      headSinceMs: 0,
    };
    this.#members.add(member);
  }

  #dispatch(): void {
    const nowMs = performance.now();
    while (this.#waiting.length > 0) {
      const member = this.#freest(nowMs);
      const call = member && this.#waiting.shift();
      if (!member || !call) break;
      if (member.calls.length === 0) member.headSinceMs = nowMs;
      member.calls.push(call);
      member.process.send({ type: "query", callId: call.callId, request: call.request });
      this.#check ??= setInterval(() => this.#relieve(), CHECK_MS);
    }
  }

  #freest(nowMs: number): Member | null {
    let freest: Member | null = null;
    for (const member of this.#members) {
      if (!member.process.isReady || member.calls.length >= MAX_CALLS_EACH || isSlow(member, nowMs)) continue;
      if (freest === null || member.calls.length < freest.calls.length) freest = member;
    }
    return freest;
  }

  #settle(member: Member, callId: number, answer: QueryAnswer): void {
    // A call that was moved to another isolate is answered twice; the first answer counts.
    const position = member.calls.findIndex((call) => call.callId === callId);
    const [call] = position < 0 ? [] : member.calls.splice(position, 1);
    member.headSinceMs = performance.now();
    call?.resolve(answer);
    this.#dispatch();
  }

  /** Moves calls that wait behind a slow one, and adds an isolate when all are busy with slow calls. */
  #relieve(): void {
    const nowMs = performance.now();
    let free = 0;
    let calls = 0;
    for (const member of this.#members) {
      if (isSlow(member, nowMs)) this.#waiting.unshift(...member.calls.splice(1));
      else free++;
      calls += member.calls.length;
    }
    if (free === 0 && this.#waiting.length > 0 && this.#members.size < MAX_ISOLATES) this.#spawn();
    this.#dispatch();
    if (calls > 0 || this.#waiting.length > 0 || !this.#check) return;
    clearInterval(this.#check);
    this.#check = null;
  }

  /** The first call of an isolate that died caused its death; the others had not started and run again. */
  #replace(member: Member, exit: IsolateExit): void {
    this.#members.delete(member);
    if (this.#closed) return;
    const [head, ...others] = member.calls;
    this.#waiting.unshift(...others);
    if (head) this.#fail(head, exit);
    if (this.#members.size < MIN_ISOLATES) this.#spawn();
    this.#dispatch();
  }

  #fail(call: Call, exit: IsolateExit): void {
    const reason = this.#reasonOf(exit);
    if (reason === null && ++call.attempts < MAX_ATTEMPTS) {
      this.#waiting.unshift(call);
      return;
    }
    const message = reason ?? "Your request couldn't be completed. Try again later.";
    this.#log(`${call.request.target.path} failed: ${message}`);
    call.reject(new FunctionError(message));
  }

  /** The platform's error message; null when the function did not cause the exit. */
  #reasonOf({ code, signal }: IsolateExit): string | null {
    const { cpuLimitMs, memoryLimitMb } = this.#settings;
    if (signal === "SIGXCPU") return `Function execution timed out (maximum duration: ${cpuLimitMs / 1_000}s)`;
    if (signal !== "SIGABRT" && signal !== "SIGTRAP" && code !== 134) return null;
    return `JavaScript execution ran out of memory (maximum memory usage: ${memoryLimitMb} MB)`;
  }
}

function isSlow(member: Member, nowMs: number): boolean {
  return member.calls.length > 0 && nowMs - member.headSinceMs > SLOW_MS;
}
