import type { ProofOfWork, SolvedProof, SpentProofs } from "@sendcat/shared-types";

const GOOD_FOR_MS = 600_000;

/**
 * A challenge's signature is its solution: the purpose, `-solved-`, the service, an id and the expiry. `service` tells one service from
 * another.
 */
export function memoryProof(service = "a"): ProofOfWork {
  const parameters = { algorithm: "SHA-256", nonce: "00", salt: "00", cost: 1, keyLength: 32, keyPrefix: "00" };
  return {
    challenge: async (purpose) => ({
      parameters,
      signature: `${purpose}-solved-${service}-${crypto.randomUUID().slice(0, 8)}-${Date.now() + GOOD_FOR_MS}`,
    }),
    async verify(solution, purpose) {
      const [, whose, expiresAtMs] = new RegExp(`^${purpose}-solved-(\\w+)-\\w{8}-(\\d+)$`).exec(solution) ?? [];
      const isGood = whose === service && Number(expiresAtMs) > Date.now();
      return isGood ? { name: solution, expiresAtMs: Number(expiresAtMs) } : null;
    },
  };
}

/** Used proofs, in memory. */
export function memorySpentProofs(): SpentProofs {
  const spent = new Set<string>();
  return { spend: async ({ name }: SolvedProof) => !spent.has(name) && spent.add(name).size > 0 };
}
