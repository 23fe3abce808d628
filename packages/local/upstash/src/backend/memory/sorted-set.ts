import { compareTexts } from "./text.ts";

/** A member with its score. */
export type Scored = readonly [member: string, score: number];

/** Members by score, and by their bytes where scores are equal. */
export class SortedSet {
  readonly #scores = new Map<string, number>();
  readonly #order: Scored[] = [];

  get size(): number {
    return this.#scores.size;
  }

  /** In order, lowest first. */
  get items(): readonly Scored[] {
    return this.#order;
  }

  score(member: string): number | undefined {
    return this.#scores.get(member);
  }

  /** Position of a member, or null. */
  rank(member: string): number | null {
    const score = this.#scores.get(member);
    return score === undefined ? null : this.#place([member, score]);
  }

  set(member: string, score: number): void {
    this.delete(member);
    this.#order.splice(this.#place([member, score]), 0, [member, score]);
    this.#scores.set(member, score);
  }

  delete(member: string): boolean {
    const rank = this.rank(member);
    if (rank === null) return false;
    this.#order.splice(rank, 1);
    return this.#scores.delete(member);
  }

  /** Index of the first item of at least this score, or above it, by binary search. */
  firstFrom(score: number, isExclusive: boolean): number {
    return this.#search((other) => (isExclusive ? other[1] <= score : other[1] < score));
  }

  copy(): SortedSet {
    const copy = new SortedSet();
    for (const [member, score] of this.#order) copy.set(member, score);
    return copy;
  }

  #place(item: Scored): number {
    return this.#search((other) => other[1] < item[1] || (other[1] === item[1] && compareTexts(other[0], item[0]) < 0));
  }

  #search(isBefore: (item: Scored) => boolean): number {
    let [low, high] = [0, this.#order.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const item = this.#order[middle];
      if (item && isBefore(item)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
