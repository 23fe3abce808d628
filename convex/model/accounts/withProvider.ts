import type { ProviderUrl, Refusal } from "@sendcat/shared-types";
import type { ActionCtx } from "../../_generated/server.js";
import { refuse } from "../platform/refuse.ts";
import { createAuth } from "./createAuth.ts";
import { findProvider } from "./providers.ts";
import { tellOwner } from "./tellOwner.ts";

/** The sign-in address at a provider, and the values that must come back with the code. */
export async function providerUrl(
  ctx: ActionCtx,
  provider: string,
): Promise<({ readonly ok: true } & ProviderUrl) | { readonly ok: false; readonly refusal: Refusal }> {
  const known = findProvider(provider);
  if (!known) return refuse({ code: "not_found", scope: "account.provider" });
  try {
    const { api } = createAuth(ctx, { provider: known });
    const { url } = await api.signInWithOAuth2({ body: { providerId: provider, disableRedirect: true } });
    return { ok: true, url, state: new URL(url).searchParams.get("state") ?? "" };
  } catch (error) {
    console.error("a provider could not be reached", provider, String(error));
    const message = `${known.name} cannot be reached right now. Sign in with a code instead.`;
    return refuse({ code: "capacity_saturated", scope: "account.provider", retryAfterMs: 10_000, message });
  }
}

/** The session for a provider's code; null when the provider refuses the code, or has not confirmed the address. */
export async function sessionWithProvider(
  ctx: ActionCtx,
  { provider, code, state }: { readonly provider: string; readonly code: string; readonly state: string },
): Promise<string | null> {
  const known = findProvider(provider);
  if (!known) return null;
  const onProviderConnected = async (authUserId: string) => await tellOwner(ctx, { authUserId, change: "provider" });
  const response = await createAuth(ctx, { provider: known, onProviderConnected })
    .api.oAuth2Callback({ params: { providerId: provider }, query: { code, state }, asResponse: true })
    .catch((error: unknown) => {
      console.warn("a provider's code was rejected", provider, String(error));
      return null;
    });
  // Better Auth returns the session only in a cookie: its token, a dot, and its signature.
  const cookie = response?.headers.getSetCookie().find((line) => /session_token=[^;]/.test(line));
  const value = cookie && /session_token=([^;]+)/.exec(cookie)?.[1];
  return value ? (decodeURIComponent(value).split(".")[0] ?? null) : null;
}
