export interface OrderEntry {
  readonly id: string;
  /** Our rule's id, or null for a rule made by hand. Rules that are not among the local ids keep their place. */
  readonly ruleId: string | null;
}

export interface OrderMove {
  readonly id: string;
  readonly index: number;
}

/**
 * The target place of every rule. The places of our rules are filled in our own order, so a rule made by hand keeps its neighbours. A rule
 * without a place follows its predecessor, or precedes its first successor, or comes last.
 * `fresh`: ids of entries that were just inserted, whose place does not matter.
 */
export function targetOrder(
  current: readonly OrderEntry[],
  localIds: readonly string[],
  fresh: ReadonlySet<string> = new Set(),
): readonly string[] {
  const rank = (entry: OrderEntry) => (entry.ruleId === null ? -1 : localIds.indexOf(entry.ruleId));
  const placed = current.filter((entry) => !fresh.has(entry.id));
  const queue = placed.filter((entry) => rank(entry) >= 0).sort((a, b) => rank(a) - rank(b));
  const target = placed.map((entry) => (rank(entry) >= 0 ? (queue.shift() ?? entry) : entry));
  for (const entry of current.filter(({ id }) => fresh.has(id)).sort((a, b) => rank(a) - rank(b))) {
    const before = target.findLastIndex((one) => rank(one) >= 0 && rank(one) < rank(entry));
    const after = target.findIndex((one) => rank(one) > rank(entry));
    target.splice(before >= 0 ? before + 1 : after >= 0 ? after : target.length, 0, entry);
  }
  return target.map(({ id }) => id);
}

/** `rules.priority` calls, in order, that turn one order into the other: each removes a rule and inserts it at an index. */
export function orderMoves(current: readonly string[], target: readonly string[]): readonly OrderMove[] {
  const list = [...current];
  const moves: OrderMove[] = [];
  for (const [index, id] of target.entries()) {
    if (list[index] === id) continue;
    list.splice(list.indexOf(id), 1);
    list.splice(index, 0, id);
    moves.push({ id, index });
  }
  return moves;
}
