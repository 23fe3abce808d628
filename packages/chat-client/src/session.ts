import { sessionResponseSchema, type SessionResponse } from "@sendcat/shared-types";
import { ChatRefusal, refusalFromResponse } from "./chat-refusal.ts";

export type SessionUser = SessionResponse["user"];

export interface SessionOptions {
  /** Base URL of the API without a trailing slash; empty for this origin. */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
  /** Browsers keep the session in a cookie; native apps keep `sessionToken` themselves. */
  readonly client?: "browser" | "native";
  /** Native: the session token of an earlier run. */
  readonly sessionToken?: string | null;
  /** Native: called with the session token to keep, in the platform's secure storage. */
  readonly onSessionToken?: (sessionToken: string) => void;
  readonly now?: () => number;
}

export interface Session {
  /** A token good for a while yet. Concurrent callers share one request. Rejects with a ChatRefusal, or a network error. */
  token(options?: { readonly forceRefresh?: boolean }): Promise<string>;
  /** Who we are, once the first token is here. */
  user(): SessionUser | null;
  /** Called whenever the token or the user changes, until the returned function is called. */
  onChange(listener: () => void): () => void;
}

/** Renewed this long before it ends, so that no request travels with a token that dies on the way. */
const RENEW_BEFORE_MS = 60_000;

/** Gets and renews the access token that the API and Convex are called with. */
export function createSession(options: SessionOptions): Session {
  const fetcher = options.fetch ?? ((input, init) => fetch(input, init));
  const now = options.now ?? Date.now;
  const client = options.client ?? "browser";
  const listeners = new Set<() => void>();
  let sessionToken = options.sessionToken ?? null;
  let current: { token: string; renewAtMs: number; user: SessionUser } | null = null;
  let pending: Promise<string> | null = null;

  async function request(withSession: boolean): Promise<Response> {
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (withSession && client === "native" && sessionToken) headers["authorization"] = `Bearer ${sessionToken}`;
    return fetcher(`${options.baseUrl}/api/session`, {
      method: "POST",
      headers,
      credentials: "same-origin",
      body: JSON.stringify({ client }),
    });
  }

  async function renew(): Promise<string> {
    let response = await request(true);
    // A session token that is no longer good must not lock a phone out: begin anew.
    if (response.status === 401 && sessionToken) response = await request(false);
    if (!response.ok) throw await refusalFromResponse(response);
    const parsed = sessionResponseSchema.safeParse(await response.json().catch(() => null));
    if (!parsed.success) {
      const error = { code: "internal", message: "The session answer could not be read." } as const;
      throw new ChatRefusal({ error, status: response.status, requestId: null });
    }
    const { token, expiresAtMs, user } = parsed.data;
    const lifeMs = expiresAtMs - now();
    current = { token, user, renewAtMs: expiresAtMs - Math.min(RENEW_BEFORE_MS, lifeMs / 2) };
    if (parsed.data.sessionToken) {
      sessionToken = parsed.data.sessionToken;
      options.onSessionToken?.(sessionToken);
    }
    for (const listener of listeners) listener();
    return token;
  }

  return {
    async token({ forceRefresh = false } = {}) {
      if (!forceRefresh && current && now() < current.renewAtMs) return current.token;
      pending ??= renew().finally(() => (pending = null));
      return pending;
    },
    user: () => current?.user ?? null,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
