import type { Refusal } from "@sendcat/shared-types";

/** An expected "no", as a value the caller can tell apart. */
export function refuse(refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal };
}
