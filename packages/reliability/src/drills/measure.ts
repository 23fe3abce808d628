import { ERROR_CODES, ERROR_TABLE } from "@sendcat/shared-types";
import { percentile } from "../load/percentile.ts";
import type { Measured } from "../verdicts/judge.ts";
import type { Outcome } from "./outcome.ts";

/** Refusals by a limit: they are not failures. */
const SHED = new Set(["rate_limited", "quota_exceeded", "too_many_streams", "proof_required"]);

/** Failures that the provider caused. */
const PROVIDERS = new Set<string | null>(ERROR_CODES.filter((code) => ERROR_TABLE[code].attribution === "provider"));

const isShedByBreaker = ({ scope }: Outcome): boolean => scope === "provider.breaker";

/** Indicators of a set of calls by `users` users. Null where there was nothing to measure. */
export function measure(outcomes: readonly Outcome[], users: number): Measured {
  const all = outcomes.length;
  if (all === 0) return {};
  const share = (wanted: (outcome: Outcome) => boolean): number => outcomes.filter(wanted).length / all;
  const answered = outcomes.filter(({ code }) => code === null);
  const refused = outcomes.filter(({ code, status }) => code !== null && status >= 400);
  const p95 = (values: readonly number[]): number | null => (values.length === 0 ? null : percentile(values, 0.95));
  return {
    availability: 1 - share(({ code, status }) => code !== null && (status < 400 || status >= 500) && !SHED.has(code)),
    success: share(({ code }) => code === null),
    // A stream that breaks after it has started is a 5xx that came too late for the status line.
    serverErrors: share(({ status, code }) => status >= 500 || (status === 200 && code !== null)),
    throttled: share(({ status }) => status === 429),
    networkErrors: share(({ status }) => status === 0),
    brokenOff: share(({ status, code }) => code !== null && status < 400),
    shedByBreaker: outcomes.filter(isShedByBreaker).length,
    failedByProvider: outcomes.filter((outcome) => PROVIDERS.has(outcome.code) && !isShedByBreaker(outcome)).length,
    answered: answered.length,
    refused: refused.length,
    coverage: new Set(answered.map(({ user }) => user)).size / users,
    firstTokenP95: p95(answered.flatMap(({ firstTokenMs }) => firstTokenMs ?? [])),
    completionP95: p95(answered.map(({ tookMs }) => tookMs)),
    refusalP95: p95(refused.map(({ tookMs }) => tookMs)),
  };
}
