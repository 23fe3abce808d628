import { people, type Drill } from "../drill.ts";
import { NORMAL } from "./normal.ts";

export const chatStreams: Drill = {
  name: "chat-streams",
  what: "As many streams as the profile says, all the time.",
  groups: (profile) => [people(profile)],
  phases: ({ seconds, streams, rampMs }) => [
    { name: "filling", seconds: Math.ceil(rampMs / 1_000), slos: {} },
    // Callers have one stream open after the other: nine tenths are open at a time.
    { name: "steady", seconds, slos: { people: { ...NORMAL, openStreams: { atLeast: Math.floor(streams * 0.9) } } } },
  ],
};
