import { errorBodySchema, sessionResponseSchema } from "@sendcat/shared-types";
import { ask, jsonOf } from "./ask.ts";

/** The access token of a new guest, as a native app asks for it. Throws what was refused. */
export async function openSession(origin: string): Promise<string> {
  const reply = await ask(`${origin}/api/session`, { json: { client: "native" } });
  const answer = jsonOf(reply);
  const parsed = sessionResponseSchema.safeParse(answer);
  if (reply.status === 200 && parsed.success) return parsed.data.token;
  const refused = errorBodySchema.safeParse(answer);
  const why = refused.success ? `${refused.data.error.code}: ${refused.data.error.message}` : reply.text.slice(0, 200);
  throw new Error(`/api/session answered ${reply.status}: ${why}`);
}
