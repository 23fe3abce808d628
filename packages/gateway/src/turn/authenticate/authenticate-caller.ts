import { API_CALLERS, type ApiCaller, type Identity, type Principal, type Refusal } from "@sendcat/shared-types";
import { authenticate } from "./authenticate.ts";

type Known =
  | { readonly ok: true; readonly principal: Principal | null }
  | { readonly ok: false; readonly refusal: Refusal };

/** The caller that the route is for; null where it asks for no token. */
export async function authenticateCaller(request: Request, identity: Identity, caller: ApiCaller): Promise<Known> {
  if (!API_CALLERS[caller].needsToken) return { ok: true, principal: null };
  const authenticated = await authenticate(request, identity);
  if (!authenticated.ok) return authenticated;
  const { kind, role } = authenticated.principal;
  if (caller === "user" && kind !== "user") return { ok: false, refusal: { code: "forbidden", scope: "account" } };
  if (caller === "operator" && role !== "operator") return { ok: false, refusal: { code: "forbidden", scope: "role" } };
  return authenticated;
}
