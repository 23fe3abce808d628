import { DEFAULT_POLICY, SESSION_WINDOW_SECONDS } from "@sendcat/shared-types";
import { NO_LIMITS } from "../../stream-bench/no-limits.ts";
import { people, type Drill } from "../drill.ts";
import { mostTaken } from "../most-taken.ts";
import type { Profile } from "../profiles.ts";
import { NORMAL } from "./normal.ts";

const placesOf = ({ streams }: Profile): number => Math.floor(streams / 2);

export const quotaUnderLoad: Drill = {
  name: "quota",
  what: "Half as many places as callers: no more turns run than there are places, the other callers are told when to retry, and no connection breaks.",
  policy: (profile) => ({ admission: { maxInFlight: placesOf(profile) } }),
  groups: (profile) => [people(profile)],
  phases: (profile) => [
    {
      name: "twice the places",
      seconds: profile.seconds,
      slos: {
        people: {
          networkErrors: { atMost: 0 },
          refusalP95: { atMost: 1_000 },
          // Every caller gets an answer sooner or later: none is starved.
          coverage: { atLeast: 0.9 },
          openStreams: { atLeast: placesOf(profile) },
        },
      },
    },
  ],
  slos: (profile) => ({ providerOpen: { atMost: placesOf(profile) } }),
  sabotage: { what: "There are places for every caller.", breaks: "providerOpen", over: { policy: () => ({}) } },
};

export const noisyNeighbour: Drill = {
  name: "noisy-neighbour",
  what: "One user with as many callers as all others together: that user gets what the plan allows and no more, and the others are not affected.",
  groups: (profile) => [people(profile), { name: "neighbour", callers: profile.streams, users: 1, plan: "free" }],
  phases: ({ seconds }) => [
    {
      name: "noise",
      seconds,
      slos: {
        people: NORMAL,
        neighbour: {
          networkErrors: { atMost: 0 },
          refusalP95: { atMost: 1_000 },
          answered: { atMost: DEFAULT_POLICY.plans.free.window.turns },
        },
      },
    },
  ],
  sabotage: {
    what: "The neighbour's plan has no limits.",
    breaks: "answered",
    over: { policy: () => ({ plans: { free: NO_LIMITS.plans.pro } }) },
  },
};

/** So few that bots even on the slowest machine ask for more than they may have. */
const BOT_ADDRESSES = 2;

/** The sessions that the limits allow bots that solve no proof: a fixed number per address, and a proof for every further one. */
const freeSessions = (seconds: number): number =>
  BOT_ADDRESSES *
  mostTaken({ requests: DEFAULT_POLICY.proof.freeSessionsPerAddress, windowSeconds: SESSION_WINDOW_SECONDS }, seconds);

export const botFlood: Drill = {
  name: "bot-flood",
  what: "Bots at two addresses ask for sessions all the time: they get the free sessions of each address and no more, and users are not affected.",
  believesAddresses: true,
  groups: (profile) => [
    { ...people(profile), addresses: profile.streams },
    {
      name: "bots",
      callers: Math.max(5, Math.floor(profile.streams / 4)),
      users: 1,
      plan: "guest",
      sends: "sessions",
      rude: true,
      addresses: BOT_ADDRESSES,
    },
  ],
  phases: ({ seconds }) => [
    {
      name: "flood",
      seconds,
      slos: { people: NORMAL, bots: { answered: { atMost: freeSessions(seconds) }, refused: { atLeast: 1 } } },
    },
  ],
  sabotage: {
    what: "No session needs a proof of work.",
    breaks: "answered",
    over: { policy: () => ({ proof: { mode: "off" } }) },
  },
};

export const slowClients: Drill = {
  name: "slow-clients",
  what: "Half of the readers read one kilobyte a second: they get their whole answers, and the others are not affected.",
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
  sabotage: {
    what: "An answer may last only a second, so that no slow reader gets a whole one.",
    breaks: "success",
    over: { policy: () => ({ maxTurnMs: 1_000, tools: { waitMs: 500 } }) },
  },
};
