import { SendcatError } from "@sendcat/shared-types";

export interface FirewallApiOptions {
  readonly baseUrl: string;
  readonly token: string;
  readonly projectId: string;
  readonly teamId: string | null;
  readonly fetch: typeof fetch;
  readonly sleep: (ms: number) => Promise<void>;
}

/** One call of `PATCH /v1/security/firewall/config/draft`. */
export type FirewallPatch =
  | { readonly action: "rules.insert"; readonly id: null; readonly value: unknown }
  | { readonly action: "rules.update"; readonly id: string; readonly value: unknown }
  | { readonly action: "rules.remove"; readonly id: string; readonly value: null }
  | { readonly action: "rules.priority"; readonly id: string; readonly value: number };

/**
 * Vercel's firewall configuration of one project. Answers are unvalidated JSON; a failure throws a SendcatError that never contains the
 * token.
 */
export interface FirewallApi {
  /** `{active, draft, versions}`. */
  read(): Promise<unknown>;
  /** Changes the draft, which is created from the active configuration when there is none; returns the draft. */
  stage(patch: FirewallPatch): Promise<unknown>;
  /** Makes the whole draft the active configuration. */
  publish(): Promise<void>;
  discardDraft(): Promise<void>;
}

const MAX_ATTEMPTS = 4;
const MAX_WAIT_MS = 10_000;
const TIMEOUT_MS = 30_000;
const MAX_ANSWER_CHARS = 8 * 1024 * 1024;

export function createFirewallApi(options: FirewallApiOptions): FirewallApi {
  const query = new URLSearchParams({ projectId: options.projectId });
  if (options.teamId !== null) query.set("teamId", options.teamId);
  const call = (method: string, path: string, body?: unknown) =>
    callWithRetries(options, {
      method,
      url: `${options.baseUrl.replace(/\/$/, "")}/v1/security/firewall/config${path}?${query}`,
      body,
    });
  return {
    read: () => call("GET", ""),
    stage: (patch) => call("PATCH", "/draft", patch),
    async publish() {
      await call("POST", "/draft/activate", {});
    },
    async discardDraft() {
      await call("DELETE", "/draft");
    },
  };
}

interface Call {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
}

interface RawAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly retryAfterMs: number | null;
  readonly text: string;
}

/**
 * A call refused with 429 was not carried out and is retried. After a 5xx only repeatable calls are: a repeated insert would make two
 * rules.
 */
async function callWithRetries(options: FirewallApiOptions, call: Call): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const { ok, status, retryAfterMs, text } = await send(options, call);
    if (ok) return parseJson(text);
    const again = status === 429 || (status >= 500 && call.method !== "PATCH");
    if (!again || attempt === MAX_ATTEMPTS) throw failure(call, status, text);
    await options.sleep(Math.min(retryAfterMs ?? 200 * 2 ** attempt, MAX_WAIT_MS));
  }
}

async function send({ fetch, token }: FirewallApiOptions, { method, url, body }: Call): Promise<RawAnswer> {
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  if (body !== undefined) headers["content-type"] = "application/json";
  try {
    const response = await fetch(url, {
      method,
      headers,
      // The token is sent only to this origin.
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    const retryAfterMs = seconds >= 0 ? seconds * 1_000 : null;
    return { ok: response.ok, status: response.status, retryAfterMs, text: await boundedText(response) };
  } catch (cause) {
    if (SendcatError.isInstance(cause)) throw cause;
    const message = `${new URL(url).origin} could not be reached.`;
    throw new SendcatError({ code: "upstream_error", scope: "vercel", message, cause });
  }
}

async function boundedText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_ANSWER_CHARS)
      throw new SendcatError({ code: "upstream_error", scope: "vercel", message: "Vercel's answer is too long." });
  }
  return text + decoder.decode();
}

function failure({ method }: Call, status: number, text: string): SendcatError {
  const said = (parseJson(text) as { error?: { code?: unknown; message?: unknown } } | null)?.error; // safe because every field is read as unknown
  const detail = typeof said?.message === "string" ? `: ${said.message.slice(0, 500)}` : "";
  if (status === 401 || status === 403)
    return new SendcatError({
      code: "forbidden",
      scope: "vercel",
      message: `Vercel does not accept VERCEL_TOKEN for this project (${status}${detail})`,
    });
  const code = status === 429 ? "rate_limited" : status >= 500 ? "upstream_error" : "invalid_request";
  return new SendcatError({ code, scope: "vercel", message: `Vercel answered ${status} to ${method}${detail}` });
}

function parseJson(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
