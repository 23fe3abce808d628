import { DEFAULT_POLICY } from "@sendcat/shared-types";
import type { QuotaPolicy } from "../quota-policy.ts";

const WAIT_MS = 20_000;

/** A policy that waits for Redis as long as a busy machine needs: for tests of behaviour, not of timing. */
export function patient(policy: Partial<QuotaPolicy> = {}): QuotaPolicy {
  return {
    ...DEFAULT_POLICY,
    failure: {
      ...DEFAULT_POLICY.failure,
      admission: { mode: "closed", waitMs: WAIT_MS },
      settlement: { mode: "later", waitMs: WAIT_MS },
      throttle: { mode: "open", waitMs: WAIT_MS },
      quotaView: { mode: "open", waitMs: WAIT_MS },
    },
    ...policy,
  };
}
