/** Samples of the Prometheus text format by name with labels: `sendcat_open_streams`, `x_total{a="b"}`. */
export type Samples = ReadonlyMap<string, number>;

export function parseMetrics(text: string): Samples {
  const samples = new Map<string, number>();
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const at = line.lastIndexOf(" ");
    samples.set(line.slice(0, at), Number(line.slice(at + 1)));
  }
  return samples;
}

/** `GET /api/ops/metrics` of a deployment. */
export async function readMetrics(origin: string, operatorToken: string): Promise<Samples> {
  const response = await fetch(`${origin}/api/ops/metrics`, {
    headers: { authorization: `Bearer ${operatorToken}` },
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`/api/ops/metrics answered ${response.status}`);
  return parseMetrics(await response.text());
}

/** Values of one metric, by labels. */
export function samplesOf(
  samples: Samples,
  name: string,
): readonly { readonly labels: string; readonly value: number }[] {
  return [...samples].flatMap(([series, value]) =>
    series === name || series.startsWith(`${name}{`) ? [{ labels: series.slice(name.length), value }] : [],
  );
}

export function largest(samples: Samples, name: string): number {
  return Math.max(0, ...samplesOf(samples, name).map(({ value }) => value));
}

/** 429 and 503 that the service counted with an attribution. */
export function attributedRefusals(samples: Samples): number {
  return samplesOf(samples, "sendcat_refusals_total")
    .filter(({ labels }) => /status="(429|503)"/.test(labels) && /attribution="(shed|provider|ours)"/.test(labels))
    .reduce((sum, { value }) => sum + value, 0);
}
