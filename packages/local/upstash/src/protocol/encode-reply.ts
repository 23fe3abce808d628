import type { Outcome, Reply } from "../backend/backend.ts";

type Encoded = string | number | null | { readonly error: string } | readonly Encoded[];

/** One item of an answer: `{result}` or `{error}`. With `base64`, every string but `OK` is base64 of its bytes. */
export function encodeOutcome(
  outcome: Outcome,
  base64: boolean,
): { readonly result: Encoded } | { readonly error: string } {
  if (!outcome.ok) return { error: outcome.error };
  if (outcome.reply instanceof Error) return { error: outcome.reply.message };
  return { result: encodeReply(outcome.reply, base64) };
}

function encodeReply(reply: Reply, base64: boolean): Encoded {
  if (reply === null || typeof reply === "number") return reply;
  if (reply instanceof Error) return { error: reply.message };
  if (isList(reply)) return reply.map((item) => encodeReply(item, base64));
  const bytes = typeof reply === "string" ? Buffer.from(reply, "utf8") : reply;
  const text = bytes.toString("utf8");
  return base64 && text !== "OK" ? bytes.toString("base64") : text;
}

// Array.isArray alone does not narrow readonly lists.
function isList(reply: Reply): reply is readonly Reply[] {
  return Array.isArray(reply);
}
