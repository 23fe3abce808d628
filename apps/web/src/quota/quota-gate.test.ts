import type { QuotaView } from "@sendcat/shared-types";
import { describe, expect, it } from "vitest";
import type { LiveTurn } from "../conversation/live-turn.ts";
import { quotaGate } from "./quota-gate.ts";

const meter = (limit: number, used: number, resetAtMs = 9_000) => ({ limit, used, remaining: limit - used, resetAtMs });
const view = (over: Partial<QuotaView> = {}): QuotaView => ({
  plan: "guest",
  turns: meter(20, 3),
  tokens: meter(1_000, 10),
  window: { seconds: 600, turns: meter(12, 3), tokens: meter(500, 10) },
  inFlight: { limit: 2, used: 0 },
  degraded: false,
  ...over,
});
const refused = (over: Partial<LiveTurn> = {}): LiveTurn => ({
  turnId: "t",
  kind: "submit",
  userMessage: { id: "u", text: "Hi", attachments: [] },
  pictures: 0,
  replaces: null,
  continues: null,
  phase: "refused",
  endedAs: null,
  error: {
    code: "quota_exceeded",
    message: "You have used all 12 messages of the last 10 minutes.",
    scope: "user.turns_per_window",
    limit: 12,
    retryAfterMs: 500,
    upgrade: true,
  },
  errorAtMs: 1_000,
  model: undefined,
  attempt: 0,
  startedAtMs: 0,
  ...over,
});
const open = { view: view(), exhausted: null };

describe("the limit that blocks the next message", () => {
  it("is none while messages are left", () => {
    expect(quotaGate(null, open)).toBeNull();
    expect(quotaGate(null, { view: null, exhausted: null })).toBeNull();
  });

  it("is the limit that the service refused for, until the time it gave", () => {
    const gate = quotaGate(refused(), open);
    expect(gate).toMatchObject({ scope: "user.turns_per_window", resetAtMs: 1_500, canUpgrade: true });
    expect(gate).toMatchObject({ title: "Time for a short break", opens: "Next message at" });
    expect(gate?.body).toBe("You have used all 12 messages of the last 10 minutes.");
  });

  it("is none for a refusal that ends by itself soon", () => {
    const busy = refused({ error: { code: "capacity_saturated", message: "" } });
    expect(quotaGate(busy, { view: view({ turns: meter(20, 20) }), exhausted: null })).toBeNull();
  });

  it("is the limit that another tab was refused for", () => {
    const { error } = refused();
    const exhausted = { error: error ?? expect.fail(), atMs: 2_000 };
    expect(quotaGate(null, { ...open, exhausted })).toMatchObject({ resetAtMs: 2_500 });
    // It does not cut off an answer that is being written.
    expect(quotaGate(refused({ phase: "streaming", error: null }), { ...open, exhausted })).toBeNull();
  });

  it("is known before a message is refused", () => {
    const day = quotaGate(null, { view: view({ turns: meter(20, 20) }), exhausted: null });
    expect(day).toMatchObject({ scope: "user.turns_per_day", resetAtMs: 9_000, canUpgrade: true });
    const window = { seconds: 600, turns: meter(12, 12, 4_000), tokens: meter(500, 10) };
    expect(quotaGate(null, { view: view({ window, plan: "pro" }), exhausted: null })).toMatchObject({
      scope: "user.turns_per_window",
      body: "You have used all 12 messages of the last 10 minutes.",
      resetAtMs: 4_000,
      canUpgrade: false,
    });
  });
});
