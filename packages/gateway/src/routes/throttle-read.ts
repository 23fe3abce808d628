import type { Principal, Refusal } from "@sendcat/shared-types";
import type { RequestScope } from "../request-scope.ts";
import { throttleRoute } from "./throttle-route.ts";

/** Null while the user may ask the store for more. What this process knows by itself needs no throttle. */
export async function throttleRead(scope: RequestScope, principal: Principal): Promise<Refusal | null> {
  return await throttleRoute(scope, { name: "read", by: "user", scope: "user.read" }, principal);
}
