import type { ConvexClient } from "convex/browser";
import type { FunctionReference } from "convex/server";

export interface Watch<T> {
  readonly values: T[];
  /** Resolves to the first value, past or future, for which `fits` is true. */
  until(fits: (value: T) => boolean): Promise<T>;
}

/** Subscribes to a query and keeps every value that it receives. */
export function watch<T>(
  client: ConvexClient,
  query: FunctionReference<"query">,
  args: Record<string, unknown>,
): Watch<T> {
  const values: T[] = [];
  let waiting: { fits: (value: T) => boolean; resolve: (value: T) => void }[] = [];
  // safe because the test knows what its query returns; on an error the test times out.
  client.onUpdate(query, args, (value: T) => {
    values.push(value);
    waiting = waiting.filter(({ fits, resolve }) => {
      if (!fits(value)) return true;
      resolve(value);
      return false;
    });
  });
  return {
    values,
    until: (fits) => {
      const seen = values.find(fits);
      if (seen !== undefined) return Promise.resolve(seen);
      return new Promise((resolve) => waiting.push({ fits, resolve }));
    },
  };
}
