import { canonicalRule } from "./canonical-rule.ts";
import type { RemoteRule } from "./read-remote-rules.ts";

const NAME = /^sendcat\/([a-z\d-]+): (.*)$/s;
const DESCRIPTION = / \[as pushed: ([\da-f]{16})\]$/;

export interface Mark {
  /** Our rule's id. */
  readonly id: string;
  /** True when the rule is no longer what was pushed: somebody edited it. */
  readonly edited: boolean;
  readonly name: string;
  readonly description: string;
}

/** The name carries our id, the description a fingerprint of the content as pushed: a push needs no memory to know a hand from its own. */
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

/** The mark of each. A second rule with a mark already seen is a copy made by hand. */
export function readMarks(rules: readonly RemoteRule[]): readonly (Mark | null)[] {
  const marks = rules.map(readMark);
  return marks.map((mark, index) => (marks.findIndex((one) => one?.id === mark?.id) === index ? mark : null));
}

/** FNV-1a, 64 bits: tells contents apart; keeps nobody out. */
function fingerprint(rule: object): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(canonicalRule(rule)))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}
