import type { Slos } from "../../verdicts/judge.ts";
import { people, type Drill } from "../drill.ts";
import { NORMAL } from "./normal.ts";

/** As many open streams as the profile says, all the time, and the SLOs of the users who read them. */
export function chatStreamsFor(slos: Slos): Drill {
  // Calls made while filling must be as fast as later ones; only coverage cannot be judged yet.
  const { coverage: _, ...whileFilling } = slos;
  return {
    name: "chat-streams",
    what: "Keeps as many streams open as the profile says.",
    groups: (profile) => [people(profile)],
    phases: ({ seconds, streams, rampMs }) => [
      { name: "filling", seconds: Math.ceil(rampMs / 1_000), slos: { people: whileFilling } },
      // A caller opens one stream after the other: nine tenths are open at any moment.
      { name: "steady", seconds, slos: { people: { openStreams: { atLeast: Math.floor(streams * 0.9) }, ...slos } } },
    ],
    sabotage: {
      what: "There are places for only half of the streams.",
      breaks: "availability",
      over: { policy: ({ streams }) => ({ admission: { maxInFlight: Math.floor(streams / 2) } }) },
    },
  };
}

export const chatStreams: Drill = chatStreamsFor(NORMAL);
