import type { Policy, Refusal } from "@sendcat/shared-types";

/**
 * A browser always says where a cross-origin or writing call comes from; it must be this origin or a listed one.
 * Native apps and servers send no Origin and pass on their token alone: the API takes no cookie but on `/api/session`.
 */
export function checkOrigin(request: Request, policy: Policy): Refusal | null {
  const origin = request.headers.get("origin");
  if (origin === null || policy.allowedOrigins.includes(origin)) return null;
  if (origin !== "null" && URL.canParse(origin) && new URL(origin).host === request.headers.get("host")) return null;
  return { code: "forbidden", scope: "origin", message: "Calls from this origin are not allowed." };
}
