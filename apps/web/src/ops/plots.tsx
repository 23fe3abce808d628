import type { OperationsSnapshot } from "@sendcat/shared-types";
import { minuteSeries, refusalsWith } from "./minute-series.ts";
import { Plot } from "./plot.tsx";

const HOUR = "last hour, by minute";

export function Plots({ snapshot, open }: { snapshot: OperationsSnapshot; open: readonly number[] }) {
  const by = (pick: Parameters<typeof minuteSeries>[1], empty: 0 | null = 0) => minuteSeries(snapshot, pick, empty);
  return (
    <section aria-label="Plots" className="mt-4 grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      <Plot
        title="Streams open"
        unit=""
        span="last five minutes"
        lines={[{ label: "open", values: open, tone: "accent" }]}
      />
      <Plot
        title="Turns"
        unit=" a minute"
        span={HOUR}
        lines={[
          { label: "ended", values: by(({ turns }) => turns), tone: "accent" },
          { label: "failed", values: by(({ failed }) => failed), tone: "danger" },
        ]}
      />
      <Plot
        title="429 and 503"
        unit=" a minute"
        span={HOUR}
        lines={[
          { label: "shed", values: by((m) => refusalsWith(m, isCause("shed"))), tone: "accent" },
          { label: "provider", values: by((m) => refusalsWith(m, isCause("provider"))), tone: "soft" },
          { label: "ours", values: by((m) => refusalsWith(m, isCause("ours"))), tone: "danger" },
        ]}
      />
      <Plot
        title="First token, p95"
        unit=" s"
        span={HOUR}
        lines={[{ label: "at most", values: by(({ firstTokenP95S }) => firstTokenP95S, null), tone: "accent" }]}
      />
      <Plot
        title="Whole answer, p95"
        unit=" s"
        span={HOUR}
        lines={[{ label: "at most", values: by(({ completionP95S }) => completionP95S, null), tone: "accent" }]}
      />
      <Plot
        title="Charged"
        unit=" micro-dollars a minute"
        span={HOUR}
        lines={[{ label: "charged", values: by(({ chargedMicroUsd }) => chargedMicroUsd), tone: "accent" }]}
      />
    </section>
  );
}

/** Selects refusals of this attribution that are a 429 or a 5xx. */
function isCause(cause: string) {
  return ({ status, attribution }: { readonly status: number; readonly attribution: string }): boolean =>
    attribution === cause && (status === 429 || status >= 500);
}
