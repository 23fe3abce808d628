const WITHIN_MS = 15_000;
/** OpenRouter's list of models is half a megabyte. */
const MOST_BYTES = 16 * 1024 * 1024;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface AskOptions extends Pick<RequestInit, "method" | "headers"> {
  /** Sent as JSON. */
  readonly json?: object;
  readonly withinMs?: number;
}

/** The request failed, or its answer could not be read to the end. Names the host and the reason, nothing else of the request. */
export class NoAnswer extends Error {
  readonly origin: string;

  constructor(url: URL, cause: unknown) {
    super(`${url.host} gave no answer to ${url.pathname}: ${reasonOf(cause)}`, { cause });
    this.origin = url.origin;
  }
}

/** One HTTP request with bounded time and size. It follows no redirect, so that the key goes to no other host. Throws a NoAnswer. */
export async function ask(
  url: string,
  { json, withinMs = WITHIN_MS, method, headers }: AskOptions = {},
): Promise<Reply> {
  const sent = new Headers(headers);
  if (json) sent.set("content-type", "application/json");
  try {
    const response = await fetch(url, {
      method: method ?? (json ? "POST" : "GET"),
      headers: sent,
      redirect: "manual",
      signal: AbortSignal.timeout(withinMs),
      ...(json ? { body: JSON.stringify(json) } : {}),
    });
    return { status: response.status, headers: response.headers, text: await readAtMost(response, MOST_BYTES) };
  } catch (error) {
    throw new NoAnswer(new URL(url), error);
  }
}

/** The same; throws unless the status is the expected one. */
export async function askFor(url: string, status: number, options: AskOptions = {}): Promise<Reply> {
  const reply = await ask(url, options);
  if (reply.status === status) return reply;
  const { host, pathname } = new URL(url);
  throw new Error(`${host}${pathname} answered ${reply.status}, not ${status}: ${reply.text.slice(0, 200)}`);
}

/** The answer as JSON; null if it is not JSON. */
export function jsonOf({ text }: Pick<Reply, "text">): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function readAtMost(response: Response, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ["", 0];
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > most) throw new Error(`more than ${most} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
