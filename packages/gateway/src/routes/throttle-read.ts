import type { Principal, Refusal } from "@sendcat/shared-types";
import type { RequestScope } from "../request-scope.ts";
import { throttleRoute } from "./throttle-route.ts";

/** The refusal of a user who reads from the store too often; null otherwise. */
export async function throttleRead(scope: RequestScope, principal: Principal): Promise<Refusal | null> {
  return await throttleRoute(scope, { name: "read", by: "user", scope: "user.read" }, principal);
}
