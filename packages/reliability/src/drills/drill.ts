import type { PlanName } from "@sendcat/shared-types";
import type { Indicator, Slos } from "../slo/slo.ts";
import type { DrillStack, Host } from "./drill-stack.ts";
import type { Profile } from "./profiles.ts";

/** Bounds by group of callers. */
export type SlosByGroup = Readonly<Record<string, Slos>>;

/** A stretch of a drill: what is done at its beginning, and what must hold for its calls. Which calls are its: `book-calls.ts`. */
export interface Phase {
  readonly name: string;
  readonly seconds: number;
  begin?(stack: DrillStack): Promise<void> | void;
  /** Calls that begin in the first so many seconds are not judged: a breaker takes a moment to close, a process to come up. */
  readonly graceSeconds?: number;
  /** What must hold for calls that began in it. */
  readonly slos: SlosByGroup;
  /** What must hold for calls that were under way when `begin` was done. */
  readonly running?: SlosByGroup;
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
  /** How many client addresses they come from; told to the service where the drill says that it believes them. */
  readonly addresses?: number;
}

/** The promise of a drill, broken on purpose: a drill that stays green all the same is no check. */
export interface Sabotage {
  readonly what: string;
  /** The SLO that has to notice. */
  readonly breaks: Indicator;
  /** What of the drill is different. */
  readonly over: Partial<Pick<Drill, "policy" | "phases">>;
}

/** Something that goes wrong, or a load, and what must hold all the same. Data but for what a phase does. */
export interface Drill {
  readonly name: string;
  readonly what: string;
  readonly host?: Host;
  readonly workers?: number;
  /** The service believes the client addresses that callers send, as behind a proxy of its own. */
  readonly believesAddresses?: boolean;
  /** Laid over the open policy. */
  policy?(profile: Profile): object;
  groups(profile: Profile): readonly GroupPlan[];
  phases(profile: Profile): readonly Phase[];
  /** What must hold for the drill as a whole. */
  slos?(profile: Profile): Slos;
  readonly sabotage: Sabotage;
}

export const people = ({ streams }: Profile): GroupPlan => ({
  name: "people",
  callers: streams,
  users: streams,
  plan: "pro",
});
