import type { PlanName } from "@sendcat/shared-types";
import type { Slos } from "../slo/slo.ts";
import type { DrillStack, Host } from "./drill-stack.ts";
import type { Profile } from "./profiles.ts";

/** A stretch of a drill: what is done at its beginning, and what must hold for the calls that began in it. */
export interface Phase {
  readonly name: string;
  readonly seconds: number;
  begin?(stack: DrillStack): Promise<void> | void;
  /** Calls of the first so many seconds are not judged: a breaker takes a moment to close, a process to come up. */
  readonly graceSeconds?: number;
  /** By group of callers. */
  readonly slos: Readonly<Record<string, Slos>>;
}

export interface GroupPlan {
  readonly name: string;
  readonly callers: number;
  readonly users: number;
  readonly plan: PlanName;
  /** What is sent: turns of the profile's length, turns that search, requests for sessions, or events of the bank. Default turns. */
  readonly sends?: "turns" | "searches" | "sessions" | "webhooks" | "forgeries";
  readonly bytesPerSecond?: number;
  readonly rude?: boolean;
}

/** Something that goes wrong, or a load, and what must hold all the same. Data but for what a phase does. */
export interface Drill {
  readonly name: string;
  readonly what: string;
  readonly host?: Host;
  readonly workers?: number;
  /** Laid over the open policy. */
  policy?(profile: Profile): object;
  groups(profile: Profile): readonly GroupPlan[];
  phases(profile: Profile): readonly Phase[];
}

export const people = ({ streams }: Profile): GroupPlan => ({
  name: "people",
  callers: streams,
  users: streams,
  plan: "pro",
});
