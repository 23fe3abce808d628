import { people, type Drill, type GroupPlan } from "../drill.ts";
import type { Profile } from "../profiles.ts";
import { NORMAL } from "./normal.ts";

const quarter = ({ streams }: Profile, name: string, sends: GroupPlan["sends"] & string): GroupPlan => ({
  name,
  callers: Math.max(2, Math.floor(streams / 4)),
  users: Math.max(2, Math.floor(streams / 4)),
  plan: "pro",
  sends,
});

export const toolSaturation: Drill = {
  name: "tool-saturation",
  what: "More searches than places for them, at a provider that takes three seconds: the queue refuses, every answer ends, who does not search notices nothing.",
  groups: (profile) => [people(profile), quarter(profile, "shoppers", "searches")],
  policy: () => ({ tools: { jobs: { running: 1, tools: { search_products: { running: 1, queued: 1 } } } } }),
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
};

export const webhookStorm: Drill = {
  name: "webhooks",
  what: "The bank delivers faster than it is taken, and somebody forges: it is told when to come again, forgeries have no effect, people notice nothing.",
  groups: (profile) => [
    people(profile),
    quarter(profile, "bank", "webhooks"),
    { ...quarter(profile, "forger", "forgeries"), callers: 2, users: 1 },
  ],
  policy: () => ({ webhooks: { perMinute: 1_200, maxInFlight: 4 } }),
  phases: ({ seconds }) => [
    {
      name: "storm",
      seconds,
      slos: {
        people: NORMAL,
        bank: { networkErrors: { atMost: 0 }, refusalP95: { atMost: 1_000 }, coverage: { atLeast: 0.9 } },
        forger: { networkErrors: { atMost: 0 }, success: { atMost: 0 } },
      },
    },
  ],
};
