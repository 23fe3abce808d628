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

/** Before, during and after an outage. Answers that are running when it starts must be read to their end. */
function outage({ seconds }: Profile, { begin, end, during, graceSeconds = 3 }: Outage): readonly Phase[] {
  const before = { ...RECOVERED, coverage: { atLeast: 0.5 } };
  const running = { people: { brokenOff: { atMost: 0 } } };
  return [
    { name: "before", seconds, slos: { people: before } },
    { name: "away", seconds, begin, graceSeconds: 1, slos: during, running },
    { name: "back", seconds: seconds + graceSeconds, begin: end, graceSeconds, slos: { people: RECOVERED } },
  ];
}

/** No answers; every caller gets a status code, and no connection breaks. */
const REFUSED = { success: { atMost: 0 }, networkErrors: { atMost: 0 } };

const REDIS_WAIT_MS = 500;

export const redisOutage: Drill = {
  name: "redis-outage",
  what: "Redis does not answer: turns are refused at once and with the reason, running answers continue, and afterwards everything works as before.",
  groups: (profile) => [people(profile)],
  phases: (profile) =>
    outage(profile, {
      begin: ({ toRedis }) => toRedis.set("hang"),
      end: ({ toRedis }) => toRedis.set("pass"),
      during: { people: { ...REFUSED, refusalP95: { atMost: 1_000 } } },
    }),
  // No turn waits longer than this for a hanging Redis.
  policy: () => ({ failure: { admission: { waitMs: REDIS_WAIT_MS } } }),
  sabotage: {
    what: "Turns are admitted without being counted.",
    breaks: "success",
    over: {
      policy: () => {
        const limiter = { turnsPerMinute: 1_000_000, costMicroUsdPerMinute: 1_000_000_000 };
        return { failure: { admission: { mode: "open", waitMs: REDIS_WAIT_MS, limiter } } };
      },
    },
  },
};

/** `end` is what happens to Convex when its outage should end. */
const convexAway =
  (end: Outage["end"]): Drill["phases"] =>
  (profile) =>
    outage(profile, { begin: ({ toConvex }) => toConvex.set("refuse"), end, during: { people: REFUSED } });

export const convexOutage: Drill = {
  name: "convex-outage",
  what: "Convex refuses connections: no turn starts, running answers continue, and afterwards everything works as before.",
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
 * The most calls that reach a provider during its outage: each caller's first, before the breakers of its routes open, then the probes of
 * each route each time it has been open for `OPEN_MS`.
 */
function triedInVain({ seconds, streams }: Profile): number {
  const [model = ""] = DEFAULT_POLICY.plans.pro.models;
  const routes = DEFAULT_POLICY.models[model]?.routes.length ?? 0;
  return streams + routes * DEFAULT_POLICY.breaker.probes * (1 + Math.ceil((seconds * 1_000) / OPEN_MS));
}

export const providerOutage: Drill = {
  name: "provider-outage",
  what: "Every call to the provider fails: its breakers open, refusals are attributed to the provider, running answers continue, and the breakers close when the provider is back.",
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
      // By default a breaker that opens repeatedly stays open for up to a minute; this drill's policy says two seconds.
      graceSeconds: 8,
    }),
  policy: () => ({ breaker: { openMs: OPEN_MS, maxOpenMs: 2_000 } }),
  sabotage: {
    what: "The breakers never open.",
    breaks: "shedByBreaker",
    over: { policy: () => ({ breaker: { consecutiveFailures: 1_000, windowFailures: 1_000 } }) },
  },
};
