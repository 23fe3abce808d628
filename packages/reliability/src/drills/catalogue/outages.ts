import { DEFAULT_POLICY } from "@sendcat/shared-types";
import { people, type Drill, type Phase, type SlosByGroup } from "../drill.ts";
import type { Profile } from "../profiles.ts";
import { RECOVERED } from "./normal.ts";

interface Outage {
  readonly begin: NonNullable<Phase["begin"]>;
  readonly end: NonNullable<Phase["begin"]>;
  readonly during: SlosByGroup;
  readonly graceSeconds?: number;
}

/** Before, during and after something is away. Answers under way when it goes are read to their end. */
function outage({ seconds }: Profile, { begin, end, during, graceSeconds = 3 }: Outage): readonly Phase[] {
  const before = { ...RECOVERED, coverage: { atLeast: 0.5 } };
  const running = { people: { brokenOff: { atMost: 0 } } };
  return [
    { name: "before", seconds, slos: { people: before } },
    { name: "away", seconds, begin, graceSeconds: 1, slos: during, running },
    { name: "back", seconds: seconds + graceSeconds, begin: end, graceSeconds, slos: { people: RECOVERED } },
  ];
}

/** Nobody gets an answer; everybody is told by a status: nothing breaks off. */
const REFUSED = { success: { atMost: 0 }, networkErrors: { atMost: 0 } };

const REDIS_WAIT_MS = 500;

export const redisOutage: Drill = {
  name: "redis-outage",
  what: "Redis does not answer: admission is closed, at once and said so, running answers go on; afterwards all is as before.",
  groups: (profile) => [people(profile)],
  phases: (profile) =>
    outage(profile, {
      begin: ({ toRedis }) => toRedis.set("hang"),
      end: ({ toRedis }) => toRedis.set("pass"),
      during: { people: { ...REFUSED, refusalP95: { atMost: 1_000 } } },
    }),
  // Nobody waits longer than this for a Redis that hangs.
  policy: () => ({ failure: { admission: { waitMs: REDIS_WAIT_MS } } }),
  sabotage: {
    what: "Who comes is let in without being counted.",
    breaks: "success",
    over: {
      policy: () => {
        const limiter = { turnsPerMinute: 1_000_000, costMicroUsdPerMinute: 1_000_000_000 };
        return { failure: { admission: { mode: "open", waitMs: REDIS_WAIT_MS, limiter } } };
      },
    },
  },
};

/** `end` is what becomes of Convex when its outage should be over. */
const convexAway =
  (end: Outage["end"]): Drill["phases"] =>
  (profile) =>
    outage(profile, { begin: ({ toConvex }) => toConvex.set("refuse"), end, during: { people: REFUSED } });

export const convexOutage: Drill = {
  name: "convex-outage",
  what: "Convex refuses: no turn begins, running answers go on; afterwards all is as before.",
  groups: (profile) => [people(profile)],
  phases: convexAway(({ toConvex }) => toConvex.set("pass")),
  sabotage: {
    what: "Convex does not come back.",
    breaks: "availability",
    over: { phases: convexAway(() => undefined) },
  },
};

const OPEN_MS = 1_000;

/**
 * The most calls that reach a provider which is away: each caller's first, before the breakers of its routes open, and then the probes of each
 * route whenever it has been open for so long.
 */
function triedInVain({ seconds, streams }: Profile): number {
  const [model = ""] = DEFAULT_POLICY.plans.pro.models;
  const routes = DEFAULT_POLICY.models[model]?.routes.length ?? 0;
  return streams + routes * DEFAULT_POLICY.breaker.probes * (1 + Math.ceil((seconds * 1_000) / OPEN_MS));
}

export const providerOutage: Drill = {
  name: "provider-outage",
  what: "Every call to the provider fails: its breakers open and shed as the provider's doing, running answers go on; they close when it is back.",
  groups: (profile) => [people(profile)],
  phases: (profile) =>
    outage(profile, {
      begin: ({ provider }) => provider("faults", { fault: "503", forever: true }),
      end: ({ provider }) => provider("reset"),
      during: {
        people: {
          networkErrors: { atMost: 0 },
          shedByBreaker: { atLeast: 1 },
          failedByProvider: { atMost: triedInVain(profile) },
        },
      },
      // A breaker stays open for up to a minute after it opened again and again; the policy of this drill says two seconds.
      graceSeconds: 8,
    }),
  policy: () => ({ breaker: { openMs: OPEN_MS, maxOpenMs: 2_000 } }),
  sabotage: {
    what: "The breakers never open.",
    breaks: "shedByBreaker",
    over: { policy: () => ({ breaker: { consecutiveFailures: 1_000, windowFailures: 1_000 } }) },
  },
};
