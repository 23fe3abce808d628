import type { Increments } from "../metrics/increments.ts";
import { MODEL_PROVIDER_NAMES } from "../policy/model-provider.ts";
import type { ToolName } from "../tools/tool-table.ts";

/** Switches that hold on every host from its next admission on. */
export interface Controls {
  /** No new turns; running answers go on. */
  readonly kill: boolean;
  /** The same, and readiness says so, so that load balancers send people elsewhere. */
  readonly drain: boolean;
  /** Limits other than the policy's, by name of LIMIT_NAMES; what is not there is as the policy says. */
  readonly limits: Readonly<Partial<Record<LimitName, number>>>;
}

/** Limits of the whole service that an operator may change while it runs. Micro-dollars for money; a cap can only be lowered. */
export const LIMIT_NAMES = [
  "maxInFlight",
  "turnsPerSecond",
  /** `openrouterChat`: places of the bulkhead `openrouter_chat`, and so for each provider. */
  ...MODEL_PROVIDER_NAMES.map((name) => `${name}Chat` as const),
  "spendPerDayMicroUsd",
] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

export type ControlChange =
  | { readonly action: "kill" | "drain"; readonly on: boolean }
  /** `value` null: as the policy says again. */
  | { readonly action: "limit"; readonly limit: LimitName; readonly value: number | null };

/** What an operator has the core do. */
export type CoreTask =
  /** From now on everything of a tool is fetched anew; both tiers of its cache are emptied. */
  | { readonly action: "clear-cache"; readonly tool: ToolName }
  /** Searches and webhooks that failed for good are tried again, a bounded number at a time. */
  | { readonly action: "replay-dead-letters" };

/** Body of `POST /api/ops/controls`. */
export type OperatorChange = ControlChange | CoreTask;

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
}
