import type { ApiRoute, Refusal } from "@sendcat/shared-types";
import { invalid } from "./invalid.ts";

type Accepted = { readonly ok: true; readonly query: unknown } | { readonly ok: false; readonly refusal: Refusal };

/** The search parameters that the route reads; others are ignored, and of a repeated one the first counts. */
export function acceptQuery(url: URL, schema: ApiRoute["query"]): Accepted {
  if (!schema) return { ok: true, query: null };
  const given = Object.keys(schema.shape).flatMap((name) => {
    const value = url.searchParams.get(name);
    return value === null ? [] : [[name, value]];
  });
  const parsed = schema.safeParse(Object.fromEntries(given));
  return parsed.success ? { ok: true, query: parsed.data } : { ok: false, refusal: invalid(parsed.error) };
}
