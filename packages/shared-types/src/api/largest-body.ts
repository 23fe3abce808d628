import type { Policy } from "../policy/policy.ts";
import type { ApiRoute } from "./api-route.ts";

/** Where no body is read, a client may send a small one all the same, `{}` say. */
export const UNREAD_BODY_BYTES = 1_024;

/** The largest body that a request for this route may have, in bytes. */
export function largestBody({ body }: ApiRoute, policy: Policy): number {
  return body?.maxBytes(policy) ?? UNREAD_BODY_BYTES;
}
