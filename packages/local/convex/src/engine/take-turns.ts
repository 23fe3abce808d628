const ITEMS_PER_TURN = 500;

/**
 * The items one by one, with the event loop let in between: long work of the deployment's own is no function that holds the thread, which its
 * supervisor would end.
 */
export async function* takeTurns<T>(items: Iterable<T>): AsyncGenerator<T, void, undefined> {
  let taken = 0;
  for (const item of items) {
    if (++taken % ITEMS_PER_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
    yield item;
  }
}
