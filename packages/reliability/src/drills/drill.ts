import type { PlanName } from "@sendcat/shared-types";
import type { Indicator, Slos } from "../verdicts/judge.ts";
import type { DrillStack, Host } from "./drill-stack.ts";
import type { Profile } from "./profiles.ts";

/** SLOs by group of callers. */
export type SlosByGroup = Readonly<Record<string, Slos>>;

/** A part of a drill: what happens at its start, and the SLOs of its calls. Which calls belong to it: `book-calls.ts`. */
export interface Phase {
  readonly name: string;
  readonly seconds: number;
  begin?(stack: DrillStack): Promise<void> | void;
  /** Calls that begin in the first seconds are not judged: a breaker takes a moment to close, a process to start. */
  readonly graceSeconds?: number;
  /** SLOs of calls that began in it. */
  readonly slos: SlosByGroup;
  /** SLOs of calls that were running when `begin` happened. */
  readonly running?: SlosByGroup;
}

export interface GroupPlan {
  readonly name: string;
  readonly callers: number;
  readonly users: number;
  readonly plan: PlanName;
  /**
   * What the callers send: turns of the profile's length, turns that search, requests for sessions, or webhooks of the bank. Default:
   * turns.
   */
  readonly sends?: "turns" | "searches" | "sessions" | "webhooks" | "forgeries";
  readonly bytesPerSecond?: number;
  readonly rude?: boolean;
  /** Number of client addresses they come from; sent to the service if the drill has `believesAddresses`. */
  readonly addresses?: number;
}

/** Removes the drill's protection on purpose: a drill that stays green without it proves nothing. */
export interface Sabotage {
  readonly what: string;
  /** The SLO that must fail. */
  readonly breaks: Indicator;
  /** The parts of the drill that are replaced. */
  readonly over: Partial<Pick<Drill, "policy" | "phases">>;
}

/** A failure or a load, and the SLOs that must hold. Data, except for what a phase does. */
export interface Drill {
  readonly name: string;
  readonly what: string;
  readonly host?: Host;
  readonly workers?: number;
  /** The service trusts the client addresses that callers send, as behind a proxy of its own. */
  readonly believesAddresses?: boolean;
  /** Policy override, applied on top of `DRILL_POLICY`. */
  policy?(profile: Profile): object;
  groups(profile: Profile): readonly GroupPlan[];
  phases(profile: Profile): readonly Phase[];
  /** SLOs of the drill as a whole. */
  slos?(profile: Profile): Slos;
  readonly sabotage: Sabotage;
}

export const people = ({ streams }: Profile): GroupPlan => ({
  name: "people",
  callers: streams,
  users: streams,
  plan: "pro",
});
