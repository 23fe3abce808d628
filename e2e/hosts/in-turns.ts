/** Runs `run` for each index, `atOnce` at a time. Results come in the order in which they ended. */
export async function inTurns<T>(count: number, atOnce: number, run: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < count) results.push(await run(next++));
    }),
  );
  return results;
}
