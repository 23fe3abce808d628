import { barChart } from "../report/bar-chart.ts";
import { markdownTable } from "../report/table.ts";
import type { StreamReport } from "./run-stream-bench.ts";

const whole = (value: number | null): string => (value === null ? "-" : Math.round(value).toLocaleString("en-US"));
const tenth = (value: number | null): string => (value === null ? "-" : value.toFixed(1));

/** The report as Markdown. */
export function renderReport(report: StreamReport): string {
  const { rates, firstTokens, memory, shape, absent } = report;
  const names = [...new Set(rates.map(({ contender }) => contender))];
  const lengths = [...new Set(rates.map(({ tokens }) => tokens))];
  const rateOf = (contender: string, tokens: number) =>
    rates.find((rate) => rate.contender === contender && rate.tokens === tokens);
  const rateRows = names.flatMap((name) =>
    lengths.map((tokens, i) => {
      const rate = rateOf(name, tokens);
      return [
        i === 0 ? name : "",
        String(tokens),
        whole(rate?.tokensPerCoreSecond ?? null),
        tenth(rate?.cpuMsPerThousandTokens ?? null),
        whole(rate?.tokensPerSecond ?? null),
        whole(rate?.wholeP95Ms ?? null),
        String(rate?.failures ?? 0),
      ];
    }),
  );
  const levels = [...new Set(firstTokens.map(({ open }) => open))];
  const provider = firstTokens[0]?.contender ?? "";
  const firstRows = [provider, ...names].map((name) => [
    name,
    ...levels.flatMap((open) => {
      const own = firstTokens.find((found) => found.contender === name && found.open === open);
      const base =
        name === provider ? null : firstTokens.find((found) => found.contender === provider && found.open === open);
      return [
        own && own.p50Ms - (base?.p50Ms ?? 0),
        own && own.p95Ms - (base?.p95Ms ?? 0),
        own && own.p99Ms - (base?.p99Ms ?? 0),
      ].map((value) => tenth(value ?? null));
    }),
  ]);
  return [
    "# The stream plane, measured",
    "",
    "Written by `pnpm bench stream --write`. One run, one machine, every contender with the same simulated provider behind it. Sendcat's turns are signed in,",
    "reserved in Redis, begun, checkpointed, finished and settled in Convex, as in production, and Redis and Convex share the machine; nobody else does any of",
    "that. Ratios hold from machine to machine, absolute figures do not.",
    "",
    `Machine: ${report.machine}. Rounds: ${shape.rounds} of ${shape.requests} requests, ${shape.concurrency} at once, interleaved; medians. Everybody`,
    "had answered 500 others before.",
    ...absent.map(({ name, reason }) => `Absent: ${name} (${reason}).`),
    "",
    "## Tokens a second a core",
    "",
    "By the CPU time of the contender's own processes, the provider as fast as it is read.",
    "",
    "![Tokens a second a core](stream-rate.svg)",
    "",
    markdownTable(
      ["", "tokens an answer", "tokens/s a core", "CPU-ms per 1,000 tokens", "tokens/s, clock", "p95 ms", "failed"],
      rateRows,
    ),
    "",
    ...ratioLines(report),
    "",
    "## First token",
    "",
    `Milliseconds to the first token that each adds to the provider's own (first row), at ${levels.join(", ")} open streams: p50, p95, p99.`,
    "",
    markdownTable(["", ...levels.flatMap((open) => [`${open}: p50`, "p95", "p99"])], firstRows),
    ...(memory.length === 0
      ? []
      : [
          "",
          "## Memory",
          "",
          `Resident memory an open stream, with ${memory[0]?.open} open at one token a second, beyond what the processes held before; what earlier answers left`,
          "free in them is used first, so that a process from cold takes more.",
          "",
          markdownTable(
            ["", "kB a stream"],
            memory.map(({ contender, bytesPerStream }) => [
              contender,
              bytesPerStream === null ? "-" : (bytesPerStream / 1_024).toFixed(1),
            ]),
          ),
        ]),
    "",
  ].join("\n");
}

/** Ratios of Sendcat's hosts to the other contenders, by answer length. */
function ratioLines({ rates }: StreamReport): string[] {
  const lengths = [...new Set(rates.map(({ tokens }) => tokens))];
  const find = (part: string, tokens: number): number | null =>
    rates.find((rate) => rate.contender.includes(part) && rate.tokens === tokens)?.tokensPerCoreSecond ?? null;
  const against = (ours: string, other: string): string =>
    lengths
      .map((tokens) => {
        const [own, beside] = [find(ours, tokens), find(other, tokens)];
        return own === null || beside === null ? null : `${(own / beside).toFixed(2)} at ${tokens}`;
      })
      .filter((text) => text !== null)
      .join(", ");
  return [
    ["edge route", "Sendcat, edge", "pass-through"],
    ["edge route", "Sendcat, edge", "streamText"],
    ["apps/stream", "apps/stream", "Portkey"],
    ["apps/stream", "apps/stream", "nginx"],
  ].flatMap(([name = "", ours = "", other = ""]) => {
    const text = against(ours, other);
    return text === "" ? [] : [`- ${name} over ${other}, tokens a second a core: ${text} tokens an answer`];
  });
}

/** A plot of the rates of the longest answers. */
export function renderRatePlot({ rates, machine }: StreamReport): string {
  const longest = Math.max(...rates.map(({ tokens }) => tokens));
  const bars = rates
    .filter(({ tokens }) => tokens === longest)
    .map(({ contender, tokensPerCoreSecond }) => ({
      label: contender,
      value: tokensPerCoreSecond ?? 0,
      text: whole(tokensPerCoreSecond),
      isOurs: contender.startsWith("Sendcat"),
    }))
    .toSorted((a, b) => b.value - a.value);
  return barChart("Tokens a second a core", `answers of ${longest} tokens; ${machine}`, bars);
}
