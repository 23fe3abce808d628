export interface SimAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** All bytes of the body, as text. */
  readonly wire: string;
  /** Number of reads the body came in. */
  readonly reads: number;
  /** True when the connection broke before the body's end. */
  readonly cut: boolean;
}

export interface AskOptions {
  readonly body?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Asks for a streamed completion of `text` and reads it to the end. */
export async function askSimulator(url: string, text: string, options: AskOptions = {}): Promise<SimAnswer> {
  const response = await fetch(`${url}/chat/completions`, {
    method: "POST",
    headers: { authorization: "Bearer sk-or-v1-test", "content-type": "application/json", ...options.headers },
    body: JSON.stringify({
      model: "sim/shop",
      stream: true,
      messages: [{ role: "user", content: text }],
      ...options.body,
    }),
    ...(options.signal ? { signal: options.signal } : {}),
  });
  const pieces: Uint8Array[] = [];
  let cut = false;
  try {
    for await (const piece of response.body ?? []) pieces.push(piece);
  } catch {
    cut = true;
  }
  const wire = Buffer.concat(pieces).toString("utf8");
  return { status: response.status, headers: response.headers, wire, reads: pieces.length, cut };
}

/** The data of each event, parsed; `[DONE]` and anything that is not JSON as text. */
export function eventsOf(wire: string): readonly unknown[] {
  return wire
    .split(/\r?\n/)
    .filter((line) => line.startsWith("data: "))
    .map((line): unknown => {
      try {
        return JSON.parse(line.slice(6));
      } catch {
        return line.slice(6);
      }
    });
}

interface Said {
  readonly choices?: readonly { readonly delta?: { readonly content?: string | null } }[];
}

/** The text of an answer. */
export function textOf(wire: string): string {
  // safe because a missing field counts as no text
  return eventsOf(wire)
    .map((event) => (event as Said).choices?.[0]?.delta?.content ?? "")
    .join("");
}
