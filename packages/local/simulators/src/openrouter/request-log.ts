import type { Bill } from "./bill.ts";
import type { TokenCounts } from "./usage.ts";

export type RequestOutcome = "running" | "complete" | "aborted" | "refused" | "broken";

/** One chat completion request. */
export interface RequestRecord {
  readonly id: string;
  readonly receivedAtMs: number;
  readonly model: string;
  readonly user: string | null;
  readonly stream: boolean;
  readonly messages: number;
  readonly pictures: number;
  readonly dataCollection: "allow" | "deny";
  readonly zdr: boolean;
  readonly tag: string | null;
  readonly promptTokens: number;
  readonly fault: string | null;
  readonly bill: Bill;
  status: number;
  outcome: RequestOutcome;
  /** Content, reasoning and tool call deltas that were sent. */
  tokensSent: number;
  reasoningTokensSent: number;
  firstTokenAtMs: number | null;
  endedAtMs: number | null;
  finishReason: string | null;
}

export type RequestCounts = Readonly<Record<RequestOutcome, number>> & {
  readonly total: number;
  readonly tokensSent: number;
};

const KEPT = 5_000;

/** The latest requests, and counts of all since the start or the last reset. */
export class RequestLog {
  #records = new Map<string, RequestRecord>();
  #ended: Record<RequestOutcome, number> = none();
  #total = 0;
  #tokensSent = 0;

  add(record: RequestRecord): void {
    this.#total++;
    this.#ended.running++;
    this.#records.set(record.id, record);
    if (this.#records.size <= KEPT) return;
    for (const id of this.#records.keys()) {
      this.#records.delete(id);
      break;
    }
  }

  /** Only the first ending counts. */
  end(record: RequestRecord, outcome: Exclude<RequestOutcome, "running">, nowMs: number): void {
    if (record.outcome !== "running") return;
    record.outcome = outcome;
    record.endedAtMs = nowMs;
    this.#ended.running--;
    this.#ended[outcome]++;
    this.#tokensSent += record.tokensSent;
  }

  find(id: string): RequestRecord | undefined {
    return this.#records.get(id);
  }

  list(): readonly RequestRecord[] {
    return [...this.#records.values()];
  }

  counts(): RequestCounts {
    return { ...this.#ended, total: this.#total, tokensSent: this.#tokensSent };
  }

  /** Clears ended requests; running ones are still counted. */
  reset(): void {
    const running = this.list().filter(({ outcome }) => outcome === "running");
    this.#records = new Map(running.map((record) => [record.id, record]));
    this.#ended = { ...none(), running: this.#ended.running };
    this.#total = this.#ended.running;
    this.#tokensSent = 0;
  }
}

function none(): Record<RequestOutcome, number> {
  return { running: 0, complete: 0, aborted: 0, refused: 0, broken: 0 };
}

export function countsOf(record: RequestRecord): TokenCounts {
  return { prompt: record.promptTokens, completion: record.tokensSent, reasoning: record.reasoningTokensSent };
}
