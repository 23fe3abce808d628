import type { Increments } from "../metrics/increments.ts";
import type { Controls, ControlChange, CoreTask } from "../operations/controls.ts";

export interface BreakerView {
  readonly route: string;
  readonly state: "open" | "half-open" | "closed";
  /** When it lets a call through again, Unix milliseconds. */
  readonly untilMs: number;
  /** Since when it is in this state, and how often it has opened in a row. */
  readonly sinceMs: number;
  readonly opens: number;
}

/** The service as Redis sees it at a moment. */
export interface OperationsReading {
  readonly controls: Controls;
  /** Turns in flight by what they lean on; `all` is all of them. */
  readonly open: Readonly<Record<string, number>>;
  readonly hosts: number;
  readonly spend: { readonly settledMicroUsd: number; readonly heldMicroUsd: number };
  readonly breakers: readonly BreakerView[];
  /** Everything counted since counting began: only ever grows. */
  readonly totals: Increments;
  /** By minute (Unix minutes), oldest first; the newest is still growing. */
  readonly minutes: readonly { readonly minute: number; readonly counts: Increments }[];
}

/** What operators see and switch. Rejects with a SendcatError when Redis does not answer. */
export interface Operations {
  read(request: { readonly nowMs: number; readonly minutes: number }): Promise<OperationsReading>;
  change(change: ControlChange): Promise<void>;
}

/** What is waiting in the core, and for how long. */
export interface QueueReading {
  readonly name: string;
  readonly depth: number;
  readonly oldestAgeMs: number;
}

export interface AuditEvent {
  readonly actor: string;
  readonly requestId: string;
  readonly action: string;
  /** What was asked for, as text. */
  readonly detail: string;
}

/** The core's side of operations. */
export interface OperationsLog {
  queues(): Promise<readonly QueueReading[]>;
  /** Before the change is made: what cannot be written down is not done. */
  append(event: AuditEvent): Promise<void>;
  /** Does it and writes it down, in one transaction. */
  perform(task: CoreTask, by: Pick<AuditEvent, "actor" | "requestId">): Promise<void>;
  recent(): Promise<readonly (AuditEvent & { readonly atMs: number })[]>;
  /** The `CORE_CONTRACT` of the core that answers. */
  contract(): Promise<string>;
}
