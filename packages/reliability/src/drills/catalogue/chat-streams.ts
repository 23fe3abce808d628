import type { Slos } from "../../slo/slo.ts";
import { people, type Drill } from "../drill.ts";
import { NORMAL } from "./normal.ts";

/** As many streams as the profile says, all the time, and what must hold for the people who read them. */
export function chatStreamsFor(slos: Slos): Drill {
  // Who comes while it fills waits no longer than who comes later; only that all have had a turn cannot be asked of them yet.
  const { coverage: _, ...whileFilling } = slos;
  return {
    name: "chat-streams",
    what: "As many streams as the profile says, all the time.",
    groups: (profile) => [people(profile)],
    phases: ({ seconds, streams, rampMs }) => [
      { name: "filling", seconds: Math.ceil(rampMs / 1_000), slos: { people: whileFilling } },
      // Callers have one stream open after the other: nine tenths are open at a time.
      { name: "steady", seconds, slos: { people: { openStreams: { atLeast: Math.floor(streams * 0.9) }, ...slos } } },
    ],
    sabotage: {
      what: "There are places for half of them.",
      breaks: "availability",
      over: { policy: ({ streams }) => ({ admission: { maxInFlight: Math.floor(streams / 2) } }) },
    },
  };
}

export const chatStreams: Drill = chatStreamsFor(NORMAL);
