import { z } from "zod";

/** Longest accepted solution; ours have about 700 characters. */
export const MAX_PROOF_CHARS = 4_096;

/**
 * A proof-of-work challenge in the format of ALTCHA's second protocol: find the counter whose key, derived from nonce and salt with `cost`
 * iterations, starts with `keyPrefix`. The solution is sent as base64 of `{challenge, solution}`.
 */
export const proofChallengeSchema = z.object({
  parameters: z.looseObject({
    algorithm: z.string(),
    nonce: z.string(),
    salt: z.string(),
    cost: z.number(),
    keyLength: z.number(),
    keyPrefix: z.string(),
  }),
  signature: z.string(),
});
export type ProofChallenge = z.infer<typeof proofChallengeSchema>;
