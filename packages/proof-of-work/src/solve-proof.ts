import type { ProofChallenge } from "@sendcat/shared-types";
import { solveChallenge } from "altcha-lib";
import { deriveKey as deriveKeyOnTheWeb } from "altcha-lib/algorithms/web/pbkdf2";

/** PBKDF2 with a challenge's parameters: derives key bytes from a salt and a password. */
export type DeriveKey = typeof deriveKeyOnTheWeb;

const TIMEOUT_MS = 120_000;

/**
 * Solves a challenge; the solution is the `proof` of `POST /api/session`. Rejects after two minutes or when aborted.
 * On a platform without Web Crypto, pass your own `deriveKey`.
 */
export async function solveProof(
  challenge: ProofChallenge,
  options: { readonly deriveKey?: DeriveKey; readonly signal?: AbortSignal } = {},
): Promise<string> {
  const controller = new AbortController();
  options.signal?.addEventListener("abort", () => controller.abort(), { once: true });
  const { deriveKey = deriveKeyOnTheWeb } = options;
  const solution = await solveChallenge({ challenge, controller, deriveKey, timeout: TIMEOUT_MS });
  if (!solution) throw new Error("The proof of work was not finished.");
  const { counter, derivedKey } = solution;
  return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }));
}
