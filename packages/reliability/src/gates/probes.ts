import { randomUUID } from "node:crypto";

export interface ProbeTarget {
  readonly origin: string;
  readonly token: string;
  readonly operatorToken: string;
}

export interface ProbeResult {
  readonly name: string;
  readonly ok: boolean;
  readonly says: string;
  readonly tookMs: number;
}

type Probe = (target: ProbeTarget) => Promise<void>;

const WITHIN_MS = 15_000;
const PROMPT = "[[sim:bench tokens=40 ttft-ms=0 tokens-per-second=80]] Hello";
const LONG_PROMPT = "[[sim:bench tokens=4000 ttft-ms=0 tokens-per-second=20]] Hello";

/** Checks each feature that users depend on once, the way they use it. Each probe throws an error that says what is wrong. */
const PROBES: Readonly<Record<string, Probe>> = {
  "the process answers": async ({ origin }) => void (await ask(origin, "/api/health", { status: 200 })),
  "Redis and Convex are reachable": async ({ origin }) => void (await ask(origin, "/api/ready", { status: 200 })),
  "the configuration is served": async ({ origin }) =>
    must((await ask(origin, "/api/config", { status: 200 })).includes("{"), "no JSON"),
  "the public keys are served": async ({ origin }) =>
    must((await ask(origin, "/.well-known/jwks.json", { status: 200 })).includes('"ES256"'), "no ES256 key"),
  "a new guest gets a session": async ({ origin }) =>
    void (await ask(origin, "/api/session", { method: "POST", body: "{}", status: 200 })),
  "a chat without a token is refused": async ({ origin }) =>
    void (await ask(origin, "/api/chat", { method: "POST", body: JSON.stringify(newTurn(PROMPT)), status: 401 })),
  "a turn is answered, stored and listed": async (target) => {
    const turn = newTurn(PROMPT);
    const answer = await chat(target, turn);
    must(answer.includes("data: [DONE]"), "the stream has no end");
    must(answer.includes('"type":"finish"'), `the turn did not finish: ${answer.slice(-300)}`);
    const stored = await asUser(target, `/api/threads/${turn.threadId}/messages`);
    must(stored.includes('"complete"'), "the answer is not stored");
    must((await asUser(target, "/api/threads")).includes(turn.threadId), "the thread is not listed");
  },
  "a repeated turn gets the same answer": async (target) => {
    const turn = newTurn(PROMPT);
    const [first, again] = [await chat(target, turn), await chat(target, turn)];
    must(textOf(first) === textOf(again) && textOf(first) !== "", "the replayed answer differs");
  },
  "stop ends the answer": async (target) => {
    const turn = newTurn(LONG_PROMPT);
    const reading = chat(target, turn);
    // Checked below; a probe that fails before that must not leave an unhandled rejection.
    reading.catch(() => undefined);
    await new Promise((settle) => setTimeout(settle, 500));
    await asUser(target, `/api/chat/${turn.turnId}/stop`, { method: "POST", body: "{}" });
    must((await reading).includes('"type":"abort"'), "the stream went on after stop");
  },
  "the remaining quota is shown": async (target) => must((await asUser(target, "/api/quota")).includes("{"), "no JSON"),
  "operators can read the metrics, others cannot": async (target) => {
    const { origin, operatorToken, token } = target;
    const metrics = await ask(origin, "/api/ops/metrics", { ...bearer(operatorToken), status: 200 });
    must(metrics.includes("sendcat_open_streams"), "no metrics");
    await ask(origin, "/api/ops/metrics", { ...bearer(token), status: 403 });
  },
};

export async function runProbes(target: ProbeTarget): Promise<readonly ProbeResult[]> {
  const results: ProbeResult[] = [];
  for (const [name, probe] of Object.entries(PROBES)) {
    const startedMs = performance.now();
    const says = await probe(target).then(
      () => "",
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    results.push({ name, ok: says === "", says, tookMs: performance.now() - startedMs });
  }
  return results;
}

async function ask(
  origin: string,
  path: string,
  { status, ...init }: RequestInit & { readonly status: number },
): Promise<string> {
  const headers = new Headers(init.headers);
  if (init.body) headers.set("content-type", "application/json");
  const response = await fetch(origin + path, { ...init, headers, signal: AbortSignal.timeout(WITHIN_MS) });
  const text = await response.text();
  must(response.status === status, `${path} answered ${response.status}, not ${status}: ${text.slice(0, 200)}`);
  return text;
}

function bearer(token: string): RequestInit {
  return { headers: { authorization: `Bearer ${token}` } };
}

function asUser({ origin, token }: ProbeTarget, path: string, init: RequestInit = {}): Promise<string> {
  return ask(origin, path, { ...init, ...bearer(token), status: path.endsWith("/stop") ? 202 : 200 });
}

function chat({ origin, token }: ProbeTarget, turn: object): Promise<string> {
  return ask(origin, "/api/chat", { method: "POST", body: JSON.stringify(turn), ...bearer(token), status: 200 });
}

function newTurn(text: string) {
  return {
    trigger: "submit-message",
    turnId: randomUUID(),
    threadId: randomUUID(),
    message: { id: randomUUID(), parts: [{ type: "text", text }] },
  };
}

function textOf(stream: string): string {
  return [...stream.matchAll(/"delta":"((?:[^"\\]|\\.)*)"/g)].map(([, delta]) => delta).join("");
}

function must(holds: boolean, says: string): void {
  if (!holds) throw new Error(says);
}
