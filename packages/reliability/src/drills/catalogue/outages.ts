import { people, type Drill, type Phase } from "../drill.ts";
import type { Profile } from "../profiles.ts";
import { RECOVERED } from "./normal.ts";

/** Before, during and after something is away. */
function outage(
  { seconds }: Profile,
  {
    begin,
    end,
    during,
    graceSeconds = 3,
  }: { readonly during: Phase["slos"]; readonly graceSeconds?: number } & Record<
    "begin" | "end",
    NonNullable<Phase["begin"]>
  >,
): readonly Phase[] {
  const before = { ...RECOVERED, coverage: { atLeast: 0.5 } };
  return [
    { name: "before", seconds, slos: { people: before } },
    { name: "away", seconds, begin, graceSeconds: 1, slos: during },
    // What was asked just before its end was refused just after it.
    { name: "back", seconds: seconds + graceSeconds, begin: end, graceSeconds, slos: { people: RECOVERED } },
  ];
}

/** Everybody is told, at once, and by a status: nothing hangs and nothing breaks off. */
const TOLD = { networkErrors: { atMost: 0 }, refusalP95: { atMost: 1_000 } };

export const redisOutage: Drill = {
  name: "redis-outage",
  what: "Redis does not answer: admission is closed, at once and said so; afterwards all is as before.",
  groups: (profile) => [people(profile)],
  phases: (profile) =>
    outage(profile, {
      begin: ({ toRedis }) => toRedis.set("hang"),
      end: ({ toRedis }) => toRedis.set("pass"),
      during: { people: TOLD },
    }),
  // Nobody waits longer than this for a Redis that hangs.
  policy: () => ({ failure: { admission: { waitMs: 500 } } }),
};

export const convexOutage: Drill = {
  name: "convex-outage",
  what: "Convex refuses: no turn begins, running answers go on; afterwards all is as before.",
  groups: (profile) => [people(profile)],
  phases: (profile) =>
    outage(profile, {
      begin: ({ toConvex }) => toConvex.set("refuse"),
      end: ({ toConvex }) => toConvex.set("pass"),
      during: { people: { networkErrors: { atMost: 0 } } },
    }),
};

export const providerOutage: Drill = {
  name: "provider-outage",
  what: "Every call to the provider fails: its breakers open and shed as the provider's doing; they close when it is back.",
  groups: (profile) => [people(profile)],
  phases: (profile) =>
    outage(profile, {
      begin: ({ provider }) => provider("faults", { fault: "503", forever: true }),
      end: ({ provider }) => provider("reset"),
      during: { people: { networkErrors: { atMost: 0 } } },
      // A breaker stays open for up to a minute after it opened again and again; the policy of this drill says two seconds.
      graceSeconds: 8,
    }),
  policy: () => ({ breaker: { openMs: 1_000, maxOpenMs: 2_000 } }),
};
