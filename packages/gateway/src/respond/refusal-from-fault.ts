import { SendcatError, type Refusal } from "@sendcat/shared-types";

/** What a client may know of a fault: code, scope and retry-after, never its cause. */
export function refusalFromFault(fault: unknown): Refusal {
  if (!SendcatError.isInstance(fault)) return { code: "internal" };
  return {
    code: fault.code,
    ...(fault.scope === undefined ? {} : { scope: fault.scope }),
    ...(fault.retryAfterMs === undefined ? {} : { retryAfterMs: fault.retryAfterMs }),
  };
}
