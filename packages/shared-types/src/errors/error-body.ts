import { z } from "zod";
import { proofChallengeSchema } from "../identity/proof-challenge.ts";
import { ERROR_CODES } from "./error-table.ts";
import type { Refusal } from "./refusal.ts";
import { refusalWords } from "./refusal-words.ts";

/** The error as every client receives it: the HTTP body's `error`, and the data of a `data-error` part inside a stream. */
export const publicErrorSchema = z.object({
  /** Clients treat a code that they do not know by its status. */
  code: z.enum(ERROR_CODES).meta({ "x-open": true }),
  message: z.string(),
  scope: z.string().optional(),
  limit: z.number().optional(),
  remaining: z.number().optional(),
  resetAtMs: z.number().optional(),
  retryAfterMs: z.number().optional(),
  upgrade: z.boolean().optional(),
  /** With `proof_required`: the challenge to solve. */
  challenge: proofChallengeSchema.optional(),
});
export type PublicError = z.infer<typeof publicErrorSchema>;

export const errorBodySchema = z.object({ error: publicErrorSchema, requestId: z.string() });
export type ErrorBody = z.infer<typeof errorBodySchema>;

/** Fills in the message and drops every field that a client may not see. */
export function toPublicError(refusal: Refusal): PublicError {
  const { code, message, ...rest } = refusal;
  return { code, message: message ?? refusalWords(refusal).message, ...rest };
}
