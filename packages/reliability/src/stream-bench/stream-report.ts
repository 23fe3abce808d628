import { costSplit, type CostSplit } from "./cost-split.ts";
import type { LoadResult } from "./load-plan.ts";
import { median } from "./percentile.ts";

export type RouteName = "pass-through" | "sendcat";

export interface Round {
  readonly route: RouteName;
  readonly result: LoadResult;
}

export interface RouteSummary {
  readonly tokensPerSecond: number;
  readonly requestsPerSecond: number;
  readonly firstByteP50Ms: number;
  readonly wholeP50Ms: number;
  readonly wholeP95Ms: number;
  readonly answers: number;
  readonly failures: number;
}

/** Both routes of one shape, medians over the rounds. */
export interface StreamReport {
  readonly tokens: number;
  readonly passThrough: RouteSummary;
  readonly sendcat: RouteSummary;
  /** Sendcat's tokens a second over the pass-through's, the median of the rounds' own ratios. */
  readonly ratio: number;
  readonly lowestRatio: number;
  readonly highestRatio: number;
}

export function streamReport(tokens: number, rounds: readonly Round[]): StreamReport {
  const of = (route: RouteName): readonly LoadResult[] =>
    rounds.flatMap((round) => (round.route === route ? [round.result] : []));
  const [passed, sent] = [of("pass-through"), of("sendcat")];
  // Rounds are interleaved, so the two of a pair met the same machine.
  const ratios = sent.flatMap((result, index) => {
    const beside = passed[index];
    return beside ? [rate(result) / rate(beside)] : [];
  });
  return {
    tokens,
    passThrough: summarise(passed),
    sendcat: summarise(sent),
    ratio: median(ratios),
    lowestRatio: Math.min(...ratios),
    highestRatio: Math.max(...ratios),
  };
}

function rate({ tokens, wallMs }: LoadResult): number {
  return tokens / (wallMs / 1000);
}

function summarise(results: readonly LoadResult[]): RouteSummary {
  const middle = (pick: (result: LoadResult) => number): number => median(results.map(pick));
  return {
    tokensPerSecond: middle(rate),
    requestsPerSecond: middle(({ answers, wallMs }) => answers / (wallMs / 1000)),
    firstByteP50Ms: middle(({ firstByteP50Ms }) => firstByteP50Ms),
    wholeP50Ms: middle(({ wholeP50Ms }) => wholeP50Ms),
    wholeP95Ms: middle(({ wholeP95Ms }) => wholeP95Ms),
    answers: results.reduce((sum, { answers }) => sum + answers, 0),
    failures: results.reduce((sum, { failures }) => sum + failures, 0),
  };
}

/** The report as a table for people. */
export function renderReport(reports: readonly StreamReport[]): string {
  const rows = [["tokens/answer", "route", "tokens/s", "answers/s", "first byte", "p50", "p95", "failed"]];
  for (const { tokens, passThrough, sendcat } of reports) {
    rows.push(rowOf(String(tokens), "pass-through", passThrough), rowOf("", "sendcat", sendcat));
  }
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join("  ")).join("\n");
  const ratios = reports.map(
    ({ tokens, ratio, lowestRatio, highestRatio }) =>
      `ratio at ${tokens} tokens: ${ratio.toFixed(2)} (rounds ${lowestRatio.toFixed(2)} to ${highestRatio.toFixed(2)})`,
  );
  return [table, "", ...ratios, ...renderSplit(costSplit(reports))].join("\n");
}

function renderSplit(split: CostSplit | null): string[] {
  if (!split) return [];
  const { perTurnMs, perTokenUs, streamingRatio } = split;
  const turn = `once a turn: pass-through ${perTurnMs.passThrough.toFixed(1)} ms, sendcat ${perTurnMs.sendcat.toFixed(1)} ms`;
  const token = `each further token: pass-through ${perTokenUs.passThrough.toFixed(1)} us, sendcat ${perTokenUs.sendcat.toFixed(1)} us`;
  return [turn, token, `ratio of the streaming alone: ${streamingRatio.toFixed(2)}`];
}

function rowOf(tokens: string, route: string, summary: RouteSummary): string[] {
  const { tokensPerSecond, requestsPerSecond, firstByteP50Ms, wholeP50Ms, wholeP95Ms, answers, failures } = summary;
  return [
    tokens,
    route,
    Math.round(tokensPerSecond).toLocaleString("en-US"),
    requestsPerSecond.toFixed(1),
    `${firstByteP50Ms.toFixed(0)} ms`,
    `${wholeP50Ms.toFixed(0)} ms`,
    `${wholeP95Ms.toFixed(0)} ms`,
    `${failures}/${answers + failures}`,
  ];
}
