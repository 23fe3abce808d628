import type { Increments } from "../metrics/increments.ts";
import type { Controls, ControlChange, CoreTask } from "../operations/controls.ts";

export interface BreakerView {
  readonly route: string;
  readonly state: "open" | "half-open" | "closed";
  /** When it lets a call through again, Unix milliseconds. */
  readonly untilMs: number;
  /** When it entered this state, and how often it has opened in a row. */
  readonly sinceMs: number;
  readonly opens: number;
}

/** The state of the service in Redis at one moment. */
export interface OperationsReading {
  readonly controls: Controls;
  /** Turns in flight by bulkhead; `all` is the total. */
  readonly open: Readonly<Record<string, number>>;
  readonly hosts: number;
  readonly spend: { readonly settledMicroUsd: number; readonly heldMicroUsd: number };
  readonly breakers: readonly BreakerView[];
  /** Counters since counting began; they only grow. */
  readonly totals: Increments;
  /** By minute (Unix minutes), oldest first; the newest is incomplete. */
  readonly minutes: readonly { readonly minute: number; readonly counts: Increments }[];
}

/** What operators can see and change. Rejects with a SendcatError when Redis does not answer. */
export interface Operations {
  read(request: { readonly nowMs: number; readonly minutes: number }): Promise<OperationsReading>;
  change(change: ControlChange): Promise<void>;
}

/** The core's queues: how many entries wait, and how long the oldest has waited. */
export interface QueueReading {
  readonly name: string;
  readonly depth: number;
  readonly oldestAgeMs: number;
}

export interface AuditEvent {
  readonly actor: string;
  readonly requestId: string;
  readonly action: string;
  /** The input, as text. */
  readonly detail: string;
}

/** Operators' commands in the core. */
export interface OperationsLog {
  queues(): Promise<readonly QueueReading[]>;
  /** Call before the change: a change that cannot be logged is not made. */
  append(event: AuditEvent): Promise<void>;
  /** Carries out the command and logs it, in one transaction. */
  perform(task: CoreTask, by: Pick<AuditEvent, "actor" | "requestId">): Promise<void>;
  recent(): Promise<readonly (AuditEvent & { readonly atMs: number })[]>;
  /** The `CORE_CONTRACT` of the core that answers. */
  contract(): Promise<string>;
}
