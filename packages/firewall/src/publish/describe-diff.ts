import { hasWork } from "./push-rules.ts";
import type { RuleDiff } from "../vercel/diff-rules.ts";

/** A diff as lines for a terminal, one rule per line. */
export function describeDiff(diff: RuleDiff): readonly string[] {
  return [
    ...diff.added.map(({ id, name }) => `+ ${id}  ${name}`),
    ...diff.changed.map(({ rule }) => `~ ${rule.id}  ${rule.name}`),
    ...diff.removed.map(({ ruleId }) => `- ${ruleId}  is no longer ours`),
    ...diff.reordered.map((id) => `> ${id}  stands in another place`),
    ...diff.drifted.map(({ ruleId, remote, local }) =>
      local
        ? `! ${ruleId}  edited by hand on the dashboard${remote.active ? "" : ", switched off"}: kept (--overwrite takes it back)`
        : `! ${ruleId}  edited by hand and no longer ours: kept (--overwrite removes it)`,
    ),
    ...diff.handMade.map(({ name }) => `  ${name}  made by hand: kept`),
    ...(hasWork(diff) ? [] : ["Nothing to change."]),
  ];
}

/** The same for programs: ids only; `pull` prints the rules themselves. */
export function summarizeDiff(diff: RuleDiff) {
  return {
    added: diff.added.map(({ id }) => id),
    changed: diff.changed.map(({ rule }) => rule.id),
    removed: diff.removed.map(({ ruleId }) => ruleId),
    reordered: diff.reordered,
    drifted: diff.drifted.map(({ ruleId }) => ruleId),
    handMade: diff.handMade.map(({ id, name }) => ({ id, name })),
    unchanged: diff.unchanged,
  };
}
