import {
  MAX_PROOF_CHARS,
  proofChallengeSchema,
  type ProofOfWork,
  type ProofPolicy,
  type ProofPurpose,
} from "@sendcat/shared-types";
import { createChallenge, randomInt, verifySolution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/web/pbkdf2";

export interface ProofOfWorkOptions {
  /** Signs the challenges. Any private text; a key that also signs other things is not weakened by it. */
  readonly secret: string;
  readonly policy: Pick<ProofPolicy, "cost" | "work">;
  /** Current time, Unix milliseconds; default the clock. The verifying library reads the system clock itself. */
  readonly now?: () => number;
}

/** Life of a challenge: a slow phone in a pocket must be able to finish in time. */
const GOOD_FOR_MS = 600_000;
const LABEL = "sendcat-proof-of-work:";

/**
 * ALTCHA challenges: find the counter whose PBKDF2 key starts as the challenge says. The counter is drawn between half and one and a half
 * times `work`, which bounds the longest wait. Nothing is stored: the signature proves that a challenge is ours.
 */
export function createProofOfWork({ secret, policy, now = Date.now }: ProofOfWorkOptions): ProofOfWork {
  // One key per purpose: a challenge signed for one purpose is not valid for another.
  const keyOf = (purpose: ProofPurpose): string => `${LABEL}${purpose}:${secret}`;
  return {
    async challenge(purpose) {
      const { parameters, signature } = await createChallenge({
        algorithm: "PBKDF2/SHA-256",
        cost: policy.cost,
        counter: randomInt(Math.ceil(policy.work * 1.5), Math.floor(policy.work / 2)),
        deriveKey,
        expiresAt: Math.floor((now() + GOOD_FOR_MS) / 1_000),
        hmacSignatureSecret: keyOf(purpose),
      });
      return proofChallengeSchema.parse({ parameters, signature });
    },
    async verify(solution, purpose) {
      const payload = readPayload(solution);
      if (!payload) return null;
      try {
        const hmacSignatureSecret = keyOf(purpose);
        const { verified } = await verifySolution({ ...payload, deriveKey, hmacSignatureSecret });
        const { parameters, signature: name } = payload.challenge;
        return verified ? { name, expiresAtMs: Number(parameters["expiresAt"]) * 1_000 } : null;
      } catch {
        // Signed by us but unreadable: made by another version.
        return null;
      }
    },
  };
}

function readPayload(solution: string) {
  if (solution.length > MAX_PROOF_CHARS) return null;
  try {
    const json: unknown = JSON.parse(atob(solution));
    if (typeof json !== "object" || json === null || !("challenge" in json) || !("solution" in json)) return null;
    const challenge = proofChallengeSchema.safeParse(json.challenge);
    const answer: unknown = json.solution;
    if (!challenge.success || typeof answer !== "object" || answer === null) return null;
    const { counter, derivedKey } = answer as { readonly counter?: unknown; readonly derivedKey?: unknown };
    if (typeof counter !== "number" || typeof derivedKey !== "string") return null;
    return { challenge: challenge.data, solution: { counter, derivedKey } };
  } catch {
    return null;
  }
}
