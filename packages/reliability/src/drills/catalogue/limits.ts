import { people, type Drill } from "../drill.ts";
import { NORMAL } from "./normal.ts";

export const quotaUnderLoad: Drill = {
  name: "quota",
  what: "Half as many places as callers: exactly the places are taken, the others are told when to come again, nobody breaks.",
  policy: ({ streams }) => ({ admission: { maxInFlight: Math.floor(streams / 2) } }),
  groups: (profile) => [people(profile)],
  phases: ({ seconds, streams }) => [
    {
      name: "twice the places",
      seconds,
      slos: {
        people: {
          networkErrors: { atMost: 0 },
          refusalP95: { atMost: 1_000 },
          // Each gets through, sooner or later: nobody is starved.
          coverage: { atLeast: 0.9 },
          openStreams: { atLeast: Math.floor(streams / 2) },
        },
      },
    },
  ],
};

export const noisyNeighbour: Drill = {
  name: "noisy-neighbour",
  what: "One user with as many callers as everybody else together: that user is throttled, the others notice nothing.",
  groups: (profile) => [people(profile), { name: "neighbour", callers: profile.streams, users: 1, plan: "free" }],
  phases: ({ seconds }) => [
    {
      name: "noise",
      seconds,
      slos: { people: NORMAL, neighbour: { networkErrors: { atMost: 0 }, refusalP95: { atMost: 1_000 } } },
    },
  ],
};

export const botFlood: Drill = {
  name: "bot-flood",
  what: "Programs ask for sessions without end: they are throttled, people notice nothing.",
  groups: (profile) => [
    people(profile),
    {
      name: "bots",
      callers: Math.max(5, Math.floor(profile.streams / 4)),
      users: 1,
      plan: "guest",
      sends: "sessions",
      rude: true,
    },
  ],
  phases: ({ seconds }) => [
    // The throttle knows what is too much only when some has come.
    { name: "flood", seconds, graceSeconds: 2, slos: { people: NORMAL, bots: { success: { atMost: 0.05 } } } },
  ],
};

export const slowClients: Drill = {
  name: "slow-clients",
  what: "Half of the readers take a kilobyte a second: they get all of it, the others notice nothing.",
  groups: (profile) => [
    { ...people(profile), callers: Math.ceil(profile.streams / 2), users: Math.ceil(profile.streams / 2) },
    {
      ...people(profile),
      name: "slow",
      callers: Math.floor(profile.streams / 2),
      users: Math.floor(profile.streams / 2),
      bytesPerSecond: 1_024,
    },
  ],
  phases: ({ seconds }) => [
    {
      name: "steady",
      seconds,
      slos: { people: NORMAL, slow: { success: { atLeast: 0.95 }, networkErrors: { atMost: 0.005 } } },
    },
  ],
};
