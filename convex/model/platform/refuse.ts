import type { Refusal } from "@sendcat/shared-types";

/** An expected refusal, as a value. */
export function refuse(refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal };
}
