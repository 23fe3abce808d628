import { randomUUID } from "node:crypto";
import { askFor } from "./ask.ts";

/** A turn's longest life by the policy is 240 s; an answer of one word is not waited for so long. */
const WITHIN_MS = 60_000;
/** A few dozen tokens with the system prompt's some hundreds: a fraction of a cent. */
const PROMPT = "Reply with the one word: ready";

export interface TakenTurn {
  readonly turnId: string;
  readonly threadId: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly tookMs: number;
}

/** Asks one short question as this guest and reads the answer's stream to its end. Throws when it has none. */
export async function takeTurn({
  origin,
  token,
}: {
  readonly origin: string;
  readonly token: string;
}): Promise<TakenTurn> {
  const ids = { turnId: randomUUID(), threadId: randomUUID() };
  const message = { id: randomUUID(), parts: [{ type: "text", text: PROMPT }] };
  const startedMs = performance.now();
  const { text } = await askFor(`${origin}/api/chat`, 200, {
    headers: { authorization: `Bearer ${token}` },
    json: { trigger: "submit-message", ...ids, message },
    withinMs: WITHIN_MS,
  });
  const tookMs = Math.round(performance.now() - startedMs);
  if (!text.endsWith("data: [DONE]\n\n")) throw new Error("the stream was cut: it has no [DONE]");
  const finish = /^data: (\{"type":"finish",.*\})$/m.exec(text)?.[1];
  if (finish === undefined) throw new Error(`the answer did not finish: ...${text.slice(-300)}`);
  return {
    ...ids,
    tookMs,
    inputTokens: tokensOf(finish, "inputTokens"),
    outputTokens: tokensOf(finish, "outputTokens"),
  };
}

function tokensOf(finish: string, which: "inputTokens" | "outputTokens"): number {
  return Number(new RegExp(`"${which}":(\\d+)`).exec(finish)?.[1] ?? 0);
}
