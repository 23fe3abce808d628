import { SendcatError, isRecord } from "@sendcat/shared-types";
import { problemsWith, type VercelPlan } from "../limits.ts";
import type { Rule } from "../rule.ts";
import { diffRules, type RuleDiff } from "../vercel/diff-rules.ts";
import { readMarks } from "../vercel/mark.ts";
import { readRemoteConfigs, readRules, type RemoteRule } from "../vercel/read-remote-rules.ts";
import { orderMoves, targetOrder } from "../vercel/rule-order.ts";
import { toVercelRule } from "../vercel/to-vercel-rule.ts";
import type { FirewallApi } from "./firewall-api.ts";

export interface PushOptions {
  readonly plan: VercelPlan;
  readonly overwrite: boolean;
  readonly dryRun: boolean;
  readonly discardDraft: boolean;
}

export type PushResult =
  /** Nothing was sent: the rules break limits, or there is an unpublished draft. */
  | { readonly ok: false; readonly problems: readonly string[] }
  | { readonly ok: true; readonly diff: RuleDiff; readonly published: boolean };

const STAGING_ATTEMPTS = 3;

/**
 * Replaces the project's rules by ours: staged in a draft, checked, then published at once, so a failure in between changes nothing that is
 * live. Rules made by hand stay; ours that were edited by hand stay unless `overwrite`. Throws a SendcatError when Vercel fails.
 */
export async function pushRules(api: FirewallApi, rules: readonly Rule[], options: PushOptions): Promise<PushResult> {
  const { rules: remote, draft } = readRemoteConfigs(await api.read());
  const diff = diffRules(rules, remote, options);
  const kept = [...diff.handMade, ...diff.drifted.flatMap((one) => (one.local ? [] : [one.remote]))];
  const otherRateLimits = kept.filter(isRateLimit).length;
  const problems = [...problemsWith(rules, { plan: options.plan, otherRateLimits })];
  const pending = hasWork(diff);
  if (pending && draft === "changed" && !options.discardDraft)
    problems.push(
      "The dashboard holds unpublished changes. Publish or discard them there, or push with --discard-draft.",
    );
  if (problems.length > 0) return { ok: false, problems };
  if (!pending || options.dryRun) return { ok: true, diff, published: false };

  // Even an empty draft may be based on an older configuration than the live one.
  if (draft !== "none") await api.discardDraft();
  await stageAll(api, { rules, remote, diff });
  await publishStaged(api, { rules, options });
  return { ok: true, diff, published: true };
}

export function hasWork({ added, changed, removed, reordered }: RuleDiff): boolean {
  return added.length + changed.length + removed.length + reordered.length > 0;
}

interface Staging {
  readonly rules: readonly Rule[];
  readonly remote: readonly RemoteRule[];
  readonly diff: RuleDiff;
}

/** Starts again from the live rules after a fault, because it is unknown what a failed call changed. */
async function stageAll(api: FirewallApi, staging: Staging): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await stage(api, staging);
      return;
    } catch (fault) {
      await api.discardDraft().catch(() => undefined);
      const passing = SendcatError.isInstance(fault) && fault.code === "upstream_error";
      if (!passing || attempt === STAGING_ATTEMPTS) throw fault;
    }
  }
}

async function stage(api: FirewallApi, { rules, remote, diff }: Staging): Promise<void> {
  for (const one of diff.removed) await api.stage({ action: "rules.remove", id: one.remote.id, value: null });
  for (const one of diff.changed)
    await api.stage({ action: "rules.update", id: one.remote.id, value: toVercelRule(one.rule) });
  for (const rule of diff.added) await api.stage({ action: "rules.insert", id: null, value: toVercelRule(rule) });

  const answer = await api.read();
  const draft = isRecord(answer) && isRecord(answer["draft"]) ? answer["draft"] : null;
  const staged = draft === null ? remote : readRules(draft);
  for (const kept of [...diff.handMade, ...diff.drifted.map((one) => one.remote)])
    if (!staged.some(({ id }) => id === kept.id))
      throw unexpected(`the draft lost the rule ${JSON.stringify(kept.name)}`);
  const known = new Set(remote.map(({ id }) => id));
  const fresh = new Set(staged.map(({ id }) => id).filter((id) => !known.has(id)));
  const marks = readMarks(staged);
  const entries = staged.map(({ id }, index) => ({ id, ruleId: marks[index]?.id ?? null }));
  const target = targetOrder(
    entries,
    rules.map(({ id }) => id),
    fresh,
  );
  for (const { id, index } of orderMoves(
    staged.map(({ id }) => id),
    target,
  ))
    await api.stage({ action: "rules.priority", id, value: index });
}

/** Publishing may fail after it took effect, so we check which rules are live afterwards. */
async function publishStaged(
  api: FirewallApi,
  { rules, options }: { readonly rules: readonly Rule[]; readonly options: PushOptions },
): Promise<void> {
  let fault: unknown = null;
  await api.publish().catch((thrown: unknown) => {
    fault = thrown;
  });
  const { rules: live } = readRemoteConfigs(await api.read());
  if (!hasWork(diffRules(rules, live, options))) return;
  await api.discardDraft().catch(() => undefined);
  throw fault ?? unexpected("it accepted the rules and serves others; run `pnpm waf diff` to see which");
}

function unexpected(what: string): SendcatError {
  return new SendcatError({ code: "conflict", scope: "vercel", message: `Vercel did not do as it was told: ${what}.` });
}

function isRateLimit({ json }: RemoteRule): boolean {
  const action = json["action"];
  const mitigate = isRecord(action) ? action["mitigate"] : null;
  return isRecord(mitigate) && mitigate["action"] === "rate_limit";
}
