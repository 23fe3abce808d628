import { expect, it } from "vitest";
import { DEFAULT_POLICY } from "../policy/policy.ts";
import { serviceDay } from "../policy/service-day.ts";
import { admissionRefusal } from "./admission-refusal.ts";
import { toPublicError } from "./error-body.ts";
import { refusalWords } from "./refusal-words.ts";

const nowMs = Date.UTC(2026, 10, 23, 17);
const day = serviceDay(nowMs, DEFAULT_POLICY.timeZone);
const { guest } = DEFAULT_POLICY.plans;

/** The refusal that a user of the guest plan reads, with a window of 12 turns in 10 minutes. */
function read(scope: string) {
  const plans = { ...DEFAULT_POLICY.plans, guest: { ...guest, window: { ...guest.window, seconds: 600, turns: 12 } } };
  const at = { policy: { plans }, plan: "guest", day, nowMs } as const;
  const error = toPublicError(admissionRefusal({ scope, number: 0, resetAtMs: nowMs + 5_000 }, at));
  return { title: refusalWords(error).title, message: error.message };
}

it("tells users which limit was reached and for which configured window", () => {
  expect(read("user.turns_per_day").message).toBe("You have used all 20 messages for today.");
  expect(read("user.turns_per_window").message).toBe("You have used all 12 messages of the last 10 minutes.");
  expect(read("user.tokens_per_window").message).toContain("the text limit of the last 10 minutes");
});

it("does not tell users that the service is closed when only their plan's money is spent", () => {
  expect(read("service.spend_per_day").title).toBe("Sendcat is closed for today");
  expect(read("plan.spend_per_day")).toEqual({
    title: "That’s all on this plan today",
    message: "Your plan’s budget for today is used up.",
  });
});

it("falls back to a general sentence for a limit without its own", () => {
  expect(read("service.in_flight").message).toBe("Many people are asking right now. Please try again shortly.");
  expect(toPublicError({ code: "quota_exceeded", scope: "user.turns_per_window" }).message).not.toContain("undefined");
});
