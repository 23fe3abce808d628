interface Node<T> {
  readonly lower: Buffer;
  readonly upper: Buffer;
  readonly order: number;
  readonly priority: number;
  readonly payload: T;
  /** The greatest upper bound in this subtree. */
  maxUpper: Buffer;
  left: Node<T> | null;
  right: Node<T> | null;
}

export interface Interval<T> {
  readonly lower: Buffer;
  readonly upper: Buffer;
  readonly payload: T;
}

/** Lets `remove` find the node again. */
export interface IntervalHandle {
  readonly lower: Buffer;
  readonly order: number;
}

/** Half-open key intervals; finds those that contain a key in O(log n + results). A treap by lower bound. */
export class IntervalTree<T> {
  #root: Node<T> | null = null;
  #nextOrder = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  insert(interval: Interval<T>): IntervalHandle {
    const order = this.#nextOrder++;
    const node: Node<T> = {
      ...interval,
      order,
      priority: Math.random(),
      maxUpper: interval.upper,
      left: null,
      right: null,
    };
    const [left, right] = split(this.#root, node);
    this.#root = merge(merge(left, node), right);
    this.#size++;
    return { lower: interval.lower, order };
  }

  remove(handle: IntervalHandle): void {
    this.#root = without(this.#root, handle, () => this.#size--);
  }

  /** Calls `visit` for every interval with `lower <= key < upper`. */
  stab(key: Buffer, visit: (payload: T) => void): void {
    visitContaining(this.#root, key, visit);
  }
}

function compareNodes(left: { lower: Buffer; order: number }, right: { lower: Buffer; order: number }): number {
  return Buffer.compare(left.lower, right.lower) || left.order - right.order;
}

function refresh<T>(node: Node<T>): Node<T> {
  let max = node.upper;
  for (const child of [node.left, node.right]) {
    if (child && Buffer.compare(child.maxUpper, max) > 0) max = child.maxUpper;
  }
  node.maxUpper = max;
  return node;
}

/** Everything before `pivot`, and everything after it. */
function split<T>(node: Node<T> | null, pivot: { lower: Buffer; order: number }): [Node<T> | null, Node<T> | null] {
  if (node === null) return [null, null];
  if (compareNodes(node, pivot) < 0) {
    const [left, right] = split(node.right, pivot);
    node.right = left;
    return [refresh(node), right];
  }
  const [left, right] = split(node.left, pivot);
  node.left = right;
  return [left, refresh(node)];
}

function merge<T>(left: Node<T> | null, right: Node<T> | null): Node<T> | null {
  if (left === null) return right;
  if (right === null) return left;
  if (left.priority > right.priority) {
    left.right = merge(left.right, right);
    return refresh(left);
  }
  right.left = merge(left, right.left);
  return refresh(right);
}

function without<T>(node: Node<T> | null, handle: IntervalHandle, onRemoved: () => void): Node<T> | null {
  if (node === null) return null;
  const comparison = compareNodes(handle, node);
  if (comparison === 0) {
    onRemoved();
    return merge(node.left, node.right);
  }
  if (comparison < 0) node.left = without(node.left, handle, onRemoved);
  else node.right = without(node.right, handle, onRemoved);
  return refresh(node);
}

function visitContaining<T>(node: Node<T> | null, key: Buffer, visit: (payload: T) => void): void {
  if (node === null || Buffer.compare(node.maxUpper, key) <= 0) return;
  visitContaining(node.left, key, visit);
  if (Buffer.compare(node.lower, key) > 0) return;
  if (Buffer.compare(key, node.upper) < 0) visit(node.payload);
  visitContaining(node.right, key, visit);
}
