// @vitest-environment node
import type { ResendSimulator } from "@sendcat/local-simulators/resend";
import { afterEach, expect, it, vi } from "vitest";
import { api, internal } from "./_generated/api.js";
import { withMail } from "./model/accounts/withMail.fixture.ts";
import { LIMITS } from "./model/platform/limits.ts";

const HOUR_MS = 3_600_000;

let mail: ResendSimulator;
const open = withMail((simulator) => (mail = simulator));
afterEach(() => vi.stubEnv("SENDCAT_POLICY", "{}"));

it("a user cannot make the core read all that they have again and again: one export an hour", async () => {
  vi.useFakeTimers();
  const { t, person } = open();
  const [ana, ben] = [person("ana"), person("ben")];
  const ask = async (as: typeof ana) => {
    const answer = await as.mutation(api.exports.request, { threadId: null, format: "json" });
    await vi.advanceTimersByTimeAsync(1);
    await t.finishInProgressScheduledFunctions();
    return answer;
  };
  expect(await ask(ana)).toEqual({ ok: true });
  const refused = { ok: false, refusal: { code: "rate_limited", scope: "user.export" } };
  for (let times = 0; times < 20; times++) expect(await ask(ana)).toMatchObject(refused);
  expect(await ask(ben)).toEqual({ ok: true });
  expect(await ana.query(api.exports.list, {})).toHaveLength(1);
  vi.setSystemTime(Date.now() + HOUR_MS);
  expect(await ask(ana)).toEqual({ ok: true });
});

it("a script cannot make changes faster than a person can, and slows down nobody else", async () => {
  const { t, person } = open();
  const [ana, ben] = [person("ana"), person("ben")];
  const change = async (as: typeof ana) => await as.mutation(api.threads.pin, { threadId: "none", pinned: true });
  const answers = await Promise.allSettled(Array.from({ length: LIMITS.changesPerMinute + 20 }, () => change(ana)));
  const refused = answers.filter(({ status }) => status === "rejected");
  expect(refused.length).toBeGreaterThan(10);
  await expect(change(ana)).rejects.toMatchObject({ data: { code: "rate_limited", scope: "user.changes" } });
  expect(await change(ben)).toMatchObject({ ok: false, refusal: { code: "not_found" } });
  // The counts of an erased user are deleted too.
  await t.mutation(internal.people.eraseMore, { ownerId: "guest:ana", isLast: true });
  expect(await change(ana)).toMatchObject({ ok: false, refusal: { code: "not_found" } });
});

it.each([{ perHour: 2 }, { perDay: 2 }])(
  "a flood of codes to ever new addresses ends with the service's mails %j",
  async (budget) => {
    vi.stubEnv("SENDCAT_POLICY", JSON.stringify({ mail: budget }));
    const { service } = open();
    const before = mail.letters().length;
    const answers = [];
    for (let n = 0; n < 6; n++) {
      const email = `flood-${n}@sendcat.test`;
      answers.push(await service.action(api.signIn.sendCode, { email, purpose: "sign-in" }));
    }
    expect(mail.letters().length - before).toBe(2);
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, false, false, false, false]);
    expect(answers.at(-1)).toMatchObject({
      refusal: { code: "capacity_saturated", scope: "service.mail", retryAfterMs: expect.any(Number) },
    });
  },
);
