import { canonicalRule } from "./canonical-rule.ts";
import type { RemoteRule } from "./read-remote-rules.ts";

const NAME = /^sendcat\/([a-z\d-]+): (.*)$/s;
const DESCRIPTION = / \[as pushed: ([\da-f]{16})\]$/;

export interface Mark {
  /** Our rule's id. */
  readonly id: string;
  /** True when the rule differs from what was pushed: it was edited by hand. */
  readonly edited: boolean;
  readonly name: string;
  readonly description: string;
}

/**
 * The name contains our id, the description a fingerprint of the pushed content: so a push can tell edits by hand from its own without
 * stored state.
 */
export function addMark<T extends { readonly name: string; readonly description: string }>(id: string, rule: T): T {
  const named = { ...rule, name: `sendcat/${id}: ${rule.name}` };
  return { ...named, description: `${rule.description} [as pushed: ${fingerprint(named)}]` };
}

/** Null for a rule made by hand. */
export function readMark(rule: RemoteRule): Mark | null {
  const [, id, name] = NAME.exec(rule.name) ?? [];
  if (id === undefined || name === undefined) return null;
  const pushed = DESCRIPTION.exec(rule.description)?.[1];
  const description = rule.description.replace(DESCRIPTION, "");
  return { id, name, description, edited: pushed !== fingerprint({ ...rule.json, description }) };
}

/** The mark of each rule. A second rule with the same mark is a copy made by hand. */
export function readMarks(rules: readonly RemoteRule[]): readonly (Mark | null)[] {
  const marks = rules.map(readMark);
  return marks.map((mark, index) => (marks.findIndex((one) => one?.id === mark?.id) === index ? mark : null));
}

/** FNV-1a, 64 bits: tells contents apart; no protection against forgery. */
function fingerprint(rule: object): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(canonicalRule(rule)))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}
