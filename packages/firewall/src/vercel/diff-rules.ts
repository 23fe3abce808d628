import type { Rule } from "../rule.ts";
import { canonicalRule } from "./canonical-rule.ts";
import { readMarks } from "./mark.ts";
import type { RemoteRule } from "./read-remote-rules.ts";
import { orderMoves } from "./rule-order.ts";
import { toVercelRule } from "./to-vercel-rule.ts";

export interface Drift {
  readonly ruleId: string;
  readonly remote: RemoteRule;
  /** Our version; null when we no longer have the rule. */
  readonly local: Rule | null;
}

export interface RuleDiff {
  readonly added: readonly Rule[];
  readonly changed: readonly { readonly rule: Rule; readonly remote: RemoteRule }[];
  readonly removed: readonly { readonly ruleId: string; readonly remote: RemoteRule }[];
  /** Ours, edited by hand since the push: kept unless `overwrite`. */
  readonly drifted: readonly Drift[];
  /** Made by hand: always kept. */
  readonly handMade: readonly RemoteRule[];
  readonly unchanged: readonly string[];
  /** Ours, in another order than in this repository. */
  readonly reordered: readonly string[];
}

/**
 * What a push would change. Needs no stored state: a rule's mark says what was pushed, so our own change and an edit by hand can be told
 * apart. With `overwrite`, drifted rules count as changed or removed.
 */
export function diffRules(
  local: readonly Rule[],
  remote: readonly RemoteRule[],
  options: { readonly overwrite: boolean },
): RuleDiff {
  const changed: { rule: Rule; remote: RemoteRule }[] = [];
  const removed: { ruleId: string; remote: RemoteRule }[] = [];
  const drifted: Drift[] = [];
  const handMade: RemoteRule[] = [];
  const unchanged: string[] = [];
  const marks = readMarks(remote);

  for (const [index, one] of remote.entries()) {
    const mark = marks[index] ?? null;
    if (mark === null) {
      handMade.push(one);
      continue;
    }
    const rule = local.find(({ id }) => id === mark.id) ?? null;
    const wanted = rule && toVercelRule(rule);
    if (wanted && canonicalRule(wanted) === canonicalRule(one.json)) unchanged.push(mark.id);
    else if (mark.edited && !options.overwrite) drifted.push({ ruleId: mark.id, remote: one, local: rule });
    else if (rule) changed.push({ rule, remote: one });
    else removed.push({ ruleId: mark.id, remote: one });
  }
  const localIds = local.map(({ id }) => id);
  const remoteIds = marks.flatMap((mark) => mark?.id ?? []);
  const moves = orderMoves(
    remoteIds.filter((id) => localIds.includes(id)),
    localIds.filter((id) => remoteIds.includes(id)),
  );
  const added = local.filter(({ id }) => !remoteIds.includes(id));
  return { added, changed, removed, drifted, handMade, unchanged, reordered: moves.map(({ id }) => id) };
}
