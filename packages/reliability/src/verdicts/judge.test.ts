import { describe, expect, it } from "vitest";
import { measure } from "../drills/measure.ts";
import type { Outcome } from "../drills/outcome.ts";
import { parseMetrics, attributedRefusals, largest } from "../drills/read-metrics.ts";
import { burnRate } from "../gates/burn-rate.ts";
import { judge, slosSchema } from "./judge.ts";

describe("judging", () => {
  it("lists broken SLOs first, each as a readable sentence", () => {
    const verdicts = judge(
      { success: { atLeast: 0.95 }, firstTokenP95: { atMost: 3_000 } },
      { success: 0.96, firstTokenP95: 3_001 },
    );
    expect(verdicts.map(({ ok }) => ok)).toEqual([false, true]);
    expect(verdicts[0]?.says).toBe("first token, 95th percentile is 3001 ms, must be at most 3000 ms");
  });

  it("counts an SLO that was not measured as broken", () => {
    expect(judge({ completionP95: { atMost: 1 } }, {})[0]).toMatchObject({ ok: false, measured: null });
    expect(judge({ completionP95: { atMost: 1 } }, { completionP95: null })[0]?.ok).toBe(false);
  });

  it("passes at exactly the bound", () => {
    expect(judge({ throttled: { atMost: 0.04 } }, { throttled: 0.04 })[0]?.ok).toBe(true);
    expect(judge({ coverage: { atLeast: 0.95 } }, { coverage: 0.95 })[0]?.ok).toBe(true);
  });

  it.each([
    { moon: { atMost: 1 } },
    { success: { atMost: -1 } },
    { success: { atMost: 1, atLeast: 0 } },
    { success: 1 },
  ])("refuses a policy with %j", (slos) => {
    expect(slosSchema.safeParse(slos).success).toBe(false);
  });
});

describe("measuring", () => {
  const outcome = (over: Partial<Outcome>): Outcome => ({
    group: "people",
    user: 0,
    atMs: 0,
    tookMs: 1_000,
    status: 200,
    code: null,
    scope: null,
    firstTokenMs: 100,
    ...over,
  });
  const failed = (status: number, code: string, user = 1): Outcome =>
    outcome({ status, code, user, firstTokenMs: null, tookMs: 5 });

  it("distinguishes our failures from limits, and a broken stream from a complete one", () => {
    const measured = measure(
      [
        ...Array.from({ length: 6 }, () => outcome({})),
        failed(429, "quota_exceeded"),
        failed(503, "capacity_saturated"),
        failed(200, "upstream_error"),
        failed(0, "ECONNRESET"),
      ],
      2,
    );
    expect(measured).toMatchObject({
      success: 0.6,
      throttled: 0.1,
      serverErrors: 0.2,
      networkErrors: 0.1,
      brokenOff: 0.2,
      answered: 6,
      refused: 2,
      coverage: 0.5,
      firstTokenP95: 100,
      refusalP95: 5,
    });
    expect(measured.availability).toBeCloseTo(0.7);
  });

  it("distinguishes calls refused by an open circuit breaker from calls that reached the provider", () => {
    const shed = { ...failed(503, "provider_unavailable"), scope: "provider.breaker" };
    const calls = [
      shed,
      failed(503, "provider_unavailable"),
      failed(502, "upstream_error"),
      failed(429, "rate_limited"),
    ];
    expect(measure(calls, 2)).toMatchObject({ shedByBreaker: 1, failedByProvider: 2 });
  });

  it("measures nothing without calls, and no percentile without an answer", () => {
    expect(measure([], 3)).toEqual({});
    expect(measure([failed(503, "internal")], 1)).toMatchObject({ firstTokenP95: null, completionP95: null });
  });
});

describe("reading the service's own counts", () => {
  const samples = parseMetrics(
    [
      "# HELP sendcat_refusals_total x",
      'sendcat_refusals_total{status="429",code="rate_limited",attribution="shed",scope="user.read"} 3',
      'sendcat_refusals_total{status="503",code="provider_unavailable",attribution="provider",scope="provider.breaker"} 2',
      'sendcat_refusals_total{status="400",code="invalid_request",attribution="caller",scope=""} 9',
      'sendcat_queue_oldest_age_seconds{queue="a"} 4',
      'sendcat_queue_oldest_age_seconds{queue="b"} 7.5',
    ].join("\n"),
  );

  it("adds up attributed refusals, and finds the largest gauge", () => {
    expect(attributedRefusals(samples)).toBe(5);
    expect(largest(samples, "sendcat_queue_oldest_age_seconds")).toBe(7.5);
    expect(largest(samples, "sendcat_nothing")).toBe(0);
  });
});

describe("the burn rate", () => {
  const report = (calls: number, availability: number | null) => ({
    drill: "chat-streams",
    profile: "quick",
    startedAt: "2026-11-25T12:00:00.000Z",
    whole: {},
    phases: [{ group: "people", calls, measured: { availability } }],
  });

  it("weighs reports by their calls, and is zero without past reports", () => {
    expect(burnRate([], 0.995).rate).toBe(0);
    expect(burnRate([report(900, 1), report(100, 0.95)], 0.995).rate).toBeCloseTo(1);
    expect(burnRate([report(10, null)], 0.995).rate).toBe(0);
  });
});
