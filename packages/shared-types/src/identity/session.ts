import { z } from "zod";
import { planNameSchema } from "../plans/plan.ts";
import { MAX_PROOF_CHARS } from "./proof-challenge.ts";

/** Name of the HttpOnly cookie that carries a browser's long-lived session token. */
export const SESSION_COOKIE = "sendcat_session";
/** Audience of access tokens, checked by the gateway and by Convex. */
export const ACCESS_AUDIENCE = "sendcat";
/** Audience of session tokens: good for getting access tokens, for nothing else. */
export const SESSION_AUDIENCE = "sendcat-session";
/** Subject of the token with which the gateway settles and stores. */
export const SERVICE_SUBJECT = "service:gateway";

/**
 * Answer of `POST /api/session`. Browsers keep the session token in a cookie they cannot read; native clients ask with
 * `{"client":"native"}`, get `sessionToken` in the body, and send it back as a bearer token to the same route.
 */
export const sessionResponseSchema = z.object({
  token: z.string(),
  expiresAtMs: z.number(),
  user: z.object({ id: z.string(), kind: z.enum(["guest", "user"]), plan: planNameSchema }),
  sessionToken: z.string().optional(),
});
export type SessionResponse = z.infer<typeof sessionResponseSchema>;

/** A field that people never see. Programs that fill in every field of a form fill in this one. */
export const honeypotSchema = z.string().max(200).optional();

export const sessionRequestSchema = z.strictObject({
  client: z.enum(["browser", "native"]).default("browser"),
  /** The solution of a challenge that came with `proof_required`. */
  proof: z.string().max(MAX_PROOF_CHARS).optional(),
  website: honeypotSchema,
});
