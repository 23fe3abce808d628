/** Parameters of a request, by name, as text. The names are those of `x-sim-*` headers; in a body's `sim` they are camelCase. */
export type SimParams = Readonly<Record<string, string>>;

/** Smallest and largest value of each number. */
const NUMBERS: Readonly<Record<string, readonly [number, number]>> = {
  tokens: [0, 200_000],
  "ttft-ms": [0, 600_000],
  "tokens-per-second": [0, 1_000_000],
  "tokens-per-write": [1, 10_000],
  after: [0, 200_000],
  limit: [1, 200_000],
  "delay-ms": [0, 600_000],
  "retry-after": [0, 86_400],
  calls: [1, 8],
  steps: [1, 20],
  cost: [-1_000_000, 1e15],
  "generation-cost": [-1_000_000, 1e15],
  cached: [0, 1_000_000],
  "cache-write": [0, 1_000_000],
  sources: [0, 5_000],
  pictures: [0, 8],
};
const WORDS: readonly string[] = [
  "mode",
  "fault",
  "reasoning",
  "tool-call",
  "query",
  "finish",
  "tool-finish",
  "shape",
  "chunk",
  "stream",
  "byok",
  "usage",
  "tag",
  "hostile",
];

export function isParam(name: string): boolean {
  return Object.hasOwn(NUMBERS, name) || WORDS.includes(name);
}

/** The number of that name, or undefined when it is not given or not valid. */
export function numberParam(params: SimParams, name: string): number | undefined {
  const text = params[name];
  const [smallest, largest] = NUMBERS[name] ?? [0, 0];
  const value = Number(text);
  return text === undefined || text === "" || !(value >= smallest && value <= largest) ? undefined : value;
}

/** The first problem of a set of parameters, as a sentence; null when there is none. */
export function paramsProblem(params: SimParams): string | null {
  for (const name of Object.keys(params)) {
    if (!isParam(name)) return `sim: there is no parameter ${name}`;
    const range = NUMBERS[name];
    if (range && numberParam(params, name) === undefined) {
      return `sim: ${name} must be a number from ${range[0]} to ${range[1]}`;
    }
  }
  return null;
}

/** `ttftMs` to `ttft-ms`: the fields of a body's `sim`. */
export function paramsOfBody(sim: Readonly<Record<string, unknown>>): SimParams {
  const entries = Object.entries(sim).map(([name, value]) => [
    name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    String(value),
  ]);
  // safe because every entry is a pair of strings
  return Object.fromEntries(entries) as SimParams;
}

/** `x-sim-*` request headers. */
export function paramsOfHeaders(headers: Readonly<Record<string, string | readonly string[] | undefined>>): SimParams {
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith("x-sim-") && value !== undefined) params[name.slice("x-sim-".length)] = String(value);
  }
  return params;
}

/** `sim/bench:tokens=500,ttft-ms=0`: parameters inside a model id. */
export function paramsOfModel(model: string): SimParams {
  if (!model.startsWith("sim/")) return {};
  const [id = "", settings = ""] = model.split(":");
  const params: Record<string, string> = {};
  const mode = id.slice("sim/".length);
  if (mode !== "shop") params["mode"] = mode;
  for (const pair of settings.split(",").filter(Boolean)) {
    const [name = "", value = ""] = pair.split("=");
    params[name] = value;
  }
  return params;
}
