import { people, type Drill, type GroupPlan } from "../drill.ts";
import { mostTaken } from "../most-taken.ts";
import type { Profile } from "../profiles.ts";
import { NORMAL } from "./normal.ts";

const quarter = ({ streams }: Profile, name: string, sends: GroupPlan["sends"] & string): GroupPlan => ({
  name,
  callers: Math.max(2, Math.floor(streams / 4)),
  users: Math.max(2, Math.floor(streams / 4)),
  plan: "pro",
  sends,
});

const SEARCH_PLACES = 1;

export const toolSaturation: Drill = {
  name: "tool-saturation",
  what: "More searches than places, at a provider that takes three seconds: no more searches run than there are places, every answer ends, and users who do not search are not affected.",
  groups: (profile) => [people(profile), quarter(profile, "shoppers", "searches")],
  policy: () => ({
    tools: { jobs: { running: SEARCH_PLACES, tools: { search_products: { running: SEARCH_PLACES, queued: 1 } } } },
  }),
  phases: ({ seconds }) => [
    {
      name: "saturated",
      seconds,
      begin: ({ search }) => search("latency", { ms: 3_000 }),
      slos: {
        people: NORMAL,
        shoppers: { success: { atLeast: 0.95 }, networkErrors: { atMost: 0.005 }, completionP95: { atMost: 20_000 } },
      },
    },
  ],
  slos: () => ({ searchesOpen: { atMost: SEARCH_PLACES } }),
  sabotage: {
    what: "There are as many places for searches as usual.",
    breaks: "searchesOpen",
    over: { policy: () => ({}) },
  },
};

/** One sender for all its connections: the throttle counts by source. */
const bank = (profile: Profile): GroupPlan => ({ ...quarter(profile, "bank", "webhooks"), users: 1 });

/** So low that the bank sends more even on a slow machine. */
const deliveriesAMinute = (profile: Profile): number => 2 * bank(profile).callers;

export const webhookStorm: Drill = {
  name: "webhooks",
  what: "The bank sends webhooks faster than the limit, and a forger sends fakes: no more than the limit is accepted, the bank is told when to retry, fakes have no effect, and users are not affected.",
  groups: (profile) => [
    people(profile),
    bank(profile),
    { ...quarter(profile, "forger", "forgeries"), callers: 2, users: 1 },
  ],
  policy: (profile) => ({ webhooks: { perMinute: deliveriesAMinute(profile) } }),
  phases: (profile) => [
    {
      name: "storm",
      seconds: profile.seconds,
      slos: {
        people: NORMAL,
        bank: {
          networkErrors: { atMost: 0 },
          refusalP95: { atMost: 1_000 },
          coverage: { atLeast: 1 },
          answered: { atMost: mostTaken({ requests: deliveriesAMinute(profile), windowSeconds: 60 }, profile.seconds) },
        },
        forger: { networkErrors: { atMost: 0 }, success: { atMost: 0 } },
      },
    },
  ],
  sabotage: {
    what: "All deliveries are accepted.",
    breaks: "answered",
    over: { policy: () => ({ webhooks: { perMinute: 1_000_000, maxInFlight: 1_000 } }) },
  },
};
