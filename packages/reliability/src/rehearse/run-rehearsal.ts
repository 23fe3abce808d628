import { NoAnswer } from "./ask.ts";
import type { Check, Finding } from "./check.ts";
import { PARTS, type Part } from "./parts.ts";
import type { Deployment } from "./deployment.ts";
import { hideSecrets } from "./hide-secrets.ts";

export interface CheckResult extends Finding {
  readonly part: Part;
  readonly name: string;
  /** Present unless it is well. */
  readonly mend?: string;
}

export interface RehearsalReport {
  readonly origin: string;
  readonly ok: boolean;
  readonly results: readonly CheckResult[];
  /** What the rehearsal cost, as the service counts it; null when no turn was answered or the cost could not be read. */
  readonly costMicroUsd: number | null;
}

/** Every check, one after the other, in the order of `PARTS`. Calls `onResult` as each ends. */
export async function runRehearsal(
  deployment: Deployment,
  onResult: (result: CheckResult) => void = () => undefined,
): Promise<RehearsalReport> {
  const results: CheckResult[] = [];
  // safe because these are its keys
  for (const part of Object.keys(PARTS) as Part[]) {
    for (const check of PARTS[part]) {
      const { outcome, says, mend = check.mend } = await findingOf(check, deployment);
      const shown = { part, name: check.name, outcome, says: hideSecrets(says, deployment.env) };
      const result = outcome === "ok" ? shown : { ...shown, mend };
      results.push(result);
      onResult(result);
    }
  }
  const isOk = results.every(({ outcome }) => outcome !== "failed");
  return { origin: deployment.origin, ok: isOk, results, costMicroUsd: await deployment.costMicroUsd() };
}

async function findingOf(check: Check, deployment: Deployment): Promise<Finding> {
  const isFirst = check === PARTS.app[0];
  const missing = check.needs.filter((need) => [need].flat().every((name) => !deployment.env[name]));
  if (missing.length > 0) {
    const names = missing.map((need) => [need].flat().join(" or ")).join(" and ");
    return {
      outcome: "not checked",
      says: `not set here: ${names}`,
      mend: `Set ${names} in this shell and rehearse again.`,
    };
  }
  try {
    return await check.look(deployment);
  } catch (error) {
    if (error instanceof NoAnswer && error.origin === deployment.origin && !isFirst)
      return { outcome: "not checked", says: "the app gives no answer", mend: `See \`app: ${PARTS.app[0].name}\`.` };
    return { outcome: "failed", says: error instanceof Error ? error.message : String(error) };
  }
}
