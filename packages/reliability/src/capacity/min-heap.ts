/** A binary heap, smallest first. */
export class MinHeap<T> {
  readonly #items: T[] = [];
  readonly #compare: (a: T, b: T) => number;

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  peek(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    const items = this.#items;
    let at = items.length;
    for (let parent = (at - 1) >> 1; at > 0; parent = (at - 1) >> 1) {
      const above = items[parent] as T; // safe because the parent's index is smaller
      if (this.#compare(item, above) >= 0) break;
      items[at] = above;
      at = parent;
    }
    items[at] = item;
  }

  pop(): T | undefined {
    const items = this.#items;
    const [first, last] = [items[0], items.pop()];
    if (items.length === 0 || last === undefined) return first;
    let at = 0;
    for (let child = 1; child < items.length; child = 2 * at + 1) {
      const [left, right] = [items[child] as T, items[child + 1]]; // safe because child < length
      const isRight = right !== undefined && this.#compare(right, left) < 0;
      const least = isRight ? right : left;
      if (this.#compare(last, least) <= 0) break;
      items[at] = least;
      at = isRight ? child + 1 : child;
    }
    items[at] = last;
    return first;
  }
}
