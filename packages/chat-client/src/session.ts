import {
  passkeyOptionsSchema,
  providersResponseSchema,
  providerUrlResponseSchema,
  sessionResponseSchema,
  type CodePurpose,
  type NewPasskey,
  type PasskeyOptions,
  type ProofChallenge,
  type ProviderUrl,
  type ProviderView,
  type SessionResponse,
  type SignIn,
} from "@sendcat/shared-types";
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
  /**
   * Does the work a stranger is asked for while the service is under pressure, a second of computing. Default: with Web Crypto, fetched when
   * first needed. Phones without Web Crypto pass `solveProof` of `@sendcat/proof-of-work/solve` with a key derivation of their own.
   */
  readonly solveProof?: (challenge: ProofChallenge) => Promise<string>;
  readonly now?: () => number;
}

export interface Session {
  /** A token good for a while yet. Concurrent callers share one request. Rejects with a ChatRefusal, or a network error. */
  token(options?: { readonly forceRefresh?: boolean }): Promise<string>;
  /** A token that says that this device has done the work of `challenge`. Rejects as `token` does, or when the work is not finished. */
  prove(challenge: ProofChallenge): Promise<string>;
  /** Has a code mailed. Rejects with a ChatRefusal when none was; whether the address has an account is not told. */
  sendCode(email: string, purpose: CodePurpose): Promise<void>;
  /** Makes this session an account's; what the guest had goes with it. Rejects with a ChatRefusal when the proof is not right. */
  signIn(proof: SignIn): Promise<SessionUser>;
  /** Sets the password of who holds the code that was mailed for it. Every other session of the account ends. */
  setPassword(change: { readonly email: string; readonly code: string; readonly password: string }): Promise<void>;
  /** What a browser's WebAuthn call is made with: to sign in, or, with a code that was mailed for `passkey`, to add one. */
  passkeyOptions(to?: { readonly email: string; readonly code: string }): Promise<PasskeyOptions>;
  /** Keeps a passkey that was made with such options. */
  addPasskey(made: { readonly passkey: NewPasskey; readonly name: string }): Promise<void>;
  /** Whom one may sign in with besides. */
  providers(): Promise<readonly ProviderView[]>;
  /** Where one signs in with a provider. What it sends back goes into `signIn`. */
  providerUrl(provider: string): Promise<ProviderUrl>;
  /** Goes on as a new guest. `everywhere` ends the account's sessions on other devices too, within a quarter of an hour. */
  signOut(options?: { readonly everywhere?: boolean }): Promise<void>;
  /** True while this device works for its entry. */
  isProving(): boolean;
  /** Who we are, once the first token is here. */
  user(): SessionUser | null;
  /** Called whenever the token, the user or `isProving` changes, until the returned function is called. */
  onChange(listener: () => void): () => void;
}

/** Renewed this long before it ends, so that no request travels with a token that dies on the way. */
const RENEW_BEFORE_MS = 60_000;

/** Gets and renews the access token that the API and Convex are called with. */
export function createSession(options: SessionOptions): Session {
  const fetcher = options.fetch ?? ((input, init) => fetch(input, init));
  const now = options.now ?? Date.now;
  const client = options.client ?? "browser";
  const solveProof = options.solveProof ?? solveOnTheWeb;
  const listeners = new Set<() => void>();
  let sessionToken = options.sessionToken ?? null;
  let current: { token: string; renewAtMs: number; user: SessionUser } | null = null;
  let pending: Promise<string> | null = null;
  let proof: Promise<string> | null = null;
  let proving = false;

  function tell(): void {
    for (const listener of listeners) listener();
  }

  async function work(challenge: ProofChallenge): Promise<string> {
    proving = true;
    tell();
    try {
      return await solveProof(challenge);
    } finally {
      proving = false;
      tell();
    }
  }

  interface Asked {
    readonly proof?: string | undefined;
    readonly signIn?: SignIn;
    readonly signOut?: "here" | "everywhere";
  }

  async function request(withSession: boolean, asked: Asked): Promise<Response> {
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (withSession && client === "native" && sessionToken) headers["authorization"] = `Bearer ${sessionToken}`;
    return fetcher(`${options.baseUrl}/api/session`, {
      method: "POST",
      headers,
      credentials: "same-origin",
      body: JSON.stringify({ client, ...asked }),
    });
  }

  async function post(path: string, body: object, accessToken?: string): Promise<Response> {
    const response = await fetcher(`${options.baseUrl}${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
      },
      credentials: "same-origin",
      body: JSON.stringify(body),
    });
    if (!response.ok) throw await refusalFromResponse(response);
    return response;
  }

  async function renew(challenge?: ProofChallenge): Promise<string> {
    const proof = challenge && (await work(challenge));
    let response = await request(true, { proof });
    // A session token that is no longer good must not lock a phone out: begin anew.
    if (response.status === 401 && sessionToken) response = await request(false, { proof });
    if (!response.ok) {
      const refusal = await refusalFromResponse(response);
      if (refusal.error.challenge && !challenge) return await renew(refusal.error.challenge);
      throw refusal;
    }
    return (await take(response)).token;
  }

  async function freshToken({ forceRefresh = false } = {}): Promise<string> {
    if (!forceRefresh && current && now() < current.renewAtMs) return current.token;
    pending ??= renew().finally(() => (pending = null));
    return pending;
  }

  /** Goes on with the session that came. */
  async function take(response: Response): Promise<{ token: string; user: SessionUser }> {
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
    tell();
    return { token, user };
  }

  /** No renewal that is under way may come after it with the session as it was. */
  async function change(asked: Asked): Promise<SessionUser> {
    await pending?.catch(() => undefined);
    const response = await request(true, asked);
    if (!response.ok) throw await refusalFromResponse(response);
    return (await take(response)).user;
  }

  return {
    token: freshToken,
    async prove(challenge) {
      // One proof is as good as two: who asks meanwhile shares it.
      proof ??= renew(challenge).finally(() => (proof = null));
      return proof;
    },
    sendCode: async (email, purpose) => void (await post("/api/account/code", { email, purpose })),
    signIn: async (signIn) => await change({ signIn }),
    async setPassword(given) {
      // The token says which session sets it, and goes on.
      await post("/api/account/password", given, await freshToken());
    },
    async passkeyOptions(to) {
      const response = await post("/api/account/passkey/options", to ?? {});
      return passkeyOptionsSchema.parse(await response.json()).options;
    },
    addPasskey: async (made) => void (await post("/api/account/passkey", made)),
    async providers() {
      const response = await fetcher(`${options.baseUrl}/api/account/providers`);
      if (!response.ok) throw await refusalFromResponse(response);
      return providersResponseSchema.parse(await response.json()).providers;
    },
    async providerUrl(provider) {
      const response = await post("/api/account/provider", { provider });
      return providerUrlResponseSchema.parse(await response.json());
    },
    async signOut({ everywhere = false } = {}) {
      await change({ signOut: everywhere ? "everywhere" : "here" });
    },
    isProving: () => proving,
    user: () => current?.user ?? null,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Only who is asked for a proof loads what makes one. */
async function solveOnTheWeb(challenge: ProofChallenge): Promise<string> {
  const { solveProof } = await import("@sendcat/proof-of-work/solve");
  return await solveProof(challenge);
}
