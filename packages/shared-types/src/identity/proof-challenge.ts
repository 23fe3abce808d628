import { z } from "zod";

/** Longest solution that is looked at; ours have some 700 characters. */
export const MAX_PROOF_CHARS = 4_096;

/**
 * A proof-of-work challenge in the form of ALTCHA's second protocol: find the counter whose key, derived from nonce and salt at `cost`
 * iterations, starts with `keyPrefix`. The solution travels back as base64 of `{challenge, solution}`.
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
