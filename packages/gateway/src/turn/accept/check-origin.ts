import type { Policy, Refusal } from "@sendcat/shared-types";

/**
 * Browsers send an Origin header with every cross-origin or writing request: it must be this origin or an allowed one. Native apps and
 * servers send none; their token is enough, because the API accepts a cookie only at `/api/session`.
 */
export function checkOrigin(request: Request, policy: Policy): Refusal | null {
  const origin = request.headers.get("origin");
  if (origin === null || policy.allowedOrigins.includes(origin)) return null;
  if (origin !== "null" && URL.canParse(origin) && new URL(origin).host === request.headers.get("host")) return null;
  return { code: "forbidden", scope: "origin", message: "Calls from this origin are not allowed." };
}
