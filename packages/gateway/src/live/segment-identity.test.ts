import { expect, it } from "vitest";
import { segmentIdentity } from "./segment-identity.ts";

const queued = { state: "queued", position: 2, waitMs: null, retryAfterMs: null } as const;

it("is the same for the same state of a search in another key order, and another for its next state", () => {
  const sorted = { position: 2, retryAfterMs: null, state: "queued", waitMs: null } as const;
  const identity = segmentIdentity({ kind: "tool-job", callId: "c1", job: queued });
  expect(segmentIdentity({ callId: "c1", job: sorted, kind: "tool-job" })).toBe(identity);
  expect(segmentIdentity({ kind: "tool-job", callId: "c1", job: { ...queued, position: 1 } })).not.toBe(identity);
});
