import type { ProofChallenge } from "@sendcat/shared-types";
import { solveChallenge } from "altcha-lib";
import { deriveKey as deriveKeyOnTheWeb } from "altcha-lib/algorithms/web/pbkdf2";

/** PBKDF2 for a challenge's parameters: bytes of the key for a salt and a password. */
export type DeriveKey = typeof deriveKeyOnTheWeb;

const TIMEOUT_MS = 120_000;

/**
 * Does the work; the solution is what `POST /api/session` takes as `proof`. Rejects when it takes longer than two minutes or is aborted.
 * Where there is no Web Crypto, pass a `deriveKey` of the platform's.
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
