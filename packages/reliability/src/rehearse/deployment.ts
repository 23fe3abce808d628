import { configSchema, type ClientConfig, type Policy, type Readiness } from "@sendcat/shared-types";
import { signTokens } from "../drills/sign-tokens.ts";
import { askFor, jsonOf } from "./ask.ts";
import { convexVariableNames } from "./convex-variable-names.ts";
import { once } from "./once.ts";
import { policyOf } from "./policy-of.ts";
import { openSession } from "./open-session.ts";
import type { Environment } from "./operator-environment.ts";
import { readLedger, type Ledger } from "./read-ledger.ts";
import { readReadiness } from "./read-readiness.ts";
import { takeTurn, type TakenTurn } from "./take-turn.ts";
import { createVercelApi, type VercelApi } from "./vercel-api.ts";

/** The deployment under rehearsal, and what its operator has given. What several checks read is asked for once. */
export interface Deployment {
  readonly origin: string;
  readonly env: Environment;
  /** Of SENDCAT_POLICY, or why that cannot be read, with the default. */
  readonly policy: Policy;
  readonly policyProblem: string | null;
  readonly vercel: VercelApi;
  readonly readiness: () => Promise<Readiness>;
  readonly config: () => Promise<ClientConfig>;
  /** Names, never values. */
  readonly convexVariables: () => Promise<readonly string[]>;
  /** A new guest's access token. */
  readonly session: () => Promise<string>;
  readonly turn: () => Promise<TakenTurn>;
  /** What the service has counted since the turn began; null without the signing key. */
  readonly ledger: () => Promise<Ledger | null>;
  readonly costMicroUsd: () => Promise<number | null>;
}

export function openDeployment(origin: string, env: Environment): Deployment {
  const { policy, problem } = policyOf(env);
  const signingKey = env["SENDCAT_SIGNING_KEY"];
  const operatorToken = once(async () => {
    if (!signingKey) return null;
    const [token = ""] = await signTokens({ signingKey, issuer: origin, plan: "pro", role: "operator" }, 1);
    return token;
  });
  const config = once(async () => configSchema.parse(jsonOf(await askFor(`${origin}/api/config`, 200))));
  const session = once(() => openSession(origin));
  const ledgerNow = async (): Promise<Ledger | null> => {
    const token = await operatorToken();
    return token === null ? null : await readLedger(origin, token);
  };
  const before = once(ledgerNow);
  const turn = once(async () => {
    const token = await session();
    // A ledger that cannot be read is told by the check that reads it.
    await before().catch(() => null);
    return await takeTurn({ origin: (await config()).streamBaseUrl || origin, token });
  });
  const ledger = async (): Promise<Ledger | null> => {
    const [was, is] = [await before(), await ledgerNow()];
    return was && is ? { ...is, settledMicroUsd: is.settledMicroUsd - was.settledMicroUsd } : null;
  };
  return {
    origin,
    env,
    policy,
    policyProblem: problem,
    vercel: createVercelApi(env),
    readiness: once(() => readReadiness(origin)),
    config,
    convexVariables: once(() => convexVariableNames(env)),
    session,
    turn,
    ledger,
    costMicroUsd: async () => {
      const taken = await turn().catch(() => null);
      return taken && ((await ledger().catch(() => null))?.settledMicroUsd ?? null);
    },
  };
}
