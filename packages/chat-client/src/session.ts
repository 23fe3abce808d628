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
  type SignOut,
} from "@sendcat/shared-types";
import { createOneAtATime } from "./one-at-a-time.ts";
import { ChatRefusal, refusalFromResponse } from "./chat-refusal.ts";
import { withApiVersion } from "./with-api-version.ts";

export type SessionUser = SessionResponse["user"];

export interface SessionOptions {
  /** Base URL of the API without a trailing slash; empty for this origin. */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
  /** Browsers keep the session in a cookie; native apps store `sessionToken` themselves. */
  readonly client?: "browser" | "native";
  /** Native: the stored session token. */
  readonly sessionToken?: string | null;
  /** Native: called with the session token to store in the platform's secure storage. */
  readonly onSessionToken?: (sessionToken: string) => void;
  /**
   * Does the proof of work that the service asks of unknown devices under pressure, about a second of computing. Default: with Web Crypto, loaded
   * when first needed. Phones without Web Crypto pass `solveProof` of `@sendcat/proof-of-work/solve` with their own key derivation.
   */
  readonly solveProof?: (challenge: ProofChallenge) => Promise<string>;
  readonly now?: () => number;
}

export interface Session {
  /** A token that stays valid for a while. Concurrent calls share one request. Rejects with a ChatRefusal, or a network error. */
  token(options?: { readonly forceRefresh?: boolean }): Promise<string>;
  /** Does the work of `challenge` and returns a token that proves it. Rejects like `token`, or when the work is not finished. */
  prove(challenge: ProofChallenge): Promise<string>;
  /** Emails a code. Rejects with a ChatRefusal when none was sent; does not tell whether the address has an account. */
  sendCode(email: string, purpose: CodePurpose): Promise<void>;
  /** Turns this session into an account's and moves the guest's belongings to it. Rejects with a ChatRefusal when the proof is wrong. */
  signIn(proof: SignIn): Promise<SessionUser>;
  /** Sets a password with an emailed code. Every other session of the account ends. */
  setPassword(change: { readonly email: string; readonly code: string; readonly password: string }): Promise<void>;
  /** Options for the browser's WebAuthn call: to sign in, or, with a code emailed for `passkey`, to add one. */
  passkeyOptions(to?: { readonly email: string; readonly code: string }): Promise<PasskeyOptions>;
  /** Stores a passkey that was made with such options. Every other session of the account ends. */
  addPasskey(made: { readonly passkey: NewPasskey; readonly name: string }): Promise<void>;
  /** The providers to sign in with. */
  providers(): Promise<readonly ProviderView[]>;
  /** The sign-in address at a provider. What it sends back goes into `signIn`. */
  providerUrl(provider: string): Promise<ProviderUrl>;
  /**
   * Continues as a new guest. `everywhere` also ends the account's sessions on other devices, within a quarter of an hour. `forget` is for guests
   * too: the new session holds nothing of the one before it.
   */
  signOut(how?: SignOut): Promise<void>;
  /** True while this device does its proof of work. */
  isProving(): boolean;
  /** The session's user, once the first token has arrived. */
  user(): SessionUser | null;
  /** Called whenever the token, the user or `isProving` changes, until the returned function is called. */
  onChange(listener: () => void): () => void;
}

/** The token is renewed this long before it expires, so that no request carries one that expires on the way. */
const RENEW_BEFORE_MS = 60_000;

/** Gets and renews the access token for the API and Convex. */
export function createSession(options: SessionOptions): Session {
  const fetcher = withApiVersion(options.fetch ?? ((input, init) => fetch(input, init)));
  const now = options.now ?? Date.now;
  const client = options.client ?? "browser";
  const solveProof = options.solveProof ?? solveOnTheWeb;
  const listeners = new Set<() => void>();
  // Each answer sets the session's cookie: that of a renewal, begun with the guest's, would undo a sign-in that was answered before it.
  const inTurn = createOneAtATime(client === "browser" ? globalThis.navigator?.locks : undefined);
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
    readonly signOut?: SignOut;
  }

  async function request(withSession: boolean, asked: Asked): Promise<Response> {
    return await inTurn(() => {
      const headers: Record<string, string> = { "content-type": "application/json" };
      if (withSession && client === "native" && sessionToken) headers["authorization"] = `Bearer ${sessionToken}`;
      return fetcher(`${options.baseUrl}/api/session`, {
        method: "POST",
        headers,
        credentials: "same-origin",
        body: JSON.stringify({ client, ...asked }),
      });
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
    // An invalid session token must not lock a phone out: start a new session.
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

  /** Adopts the session in the response. */
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

  /** Runs a change of session after any renewal in progress, which would otherwise restore the old session. */
  async function change(asked: Asked): Promise<SessionUser> {
    await pending?.catch(() => undefined);
    return await provenIfAsked(async (proof) => {
      const response = await request(true, { ...asked, proof });
      if (!response.ok) throw await refusalFromResponse(response);
      return (await take(response)).user;
    });
  }

  /** Asks, and asks again with a proof of work when the service wants one. */
  async function provenIfAsked<Answer>(ask: (proof?: string) => Promise<Answer>): Promise<Answer> {
    return await ask().catch(async (refusal: unknown) => {
      if (!(refusal instanceof ChatRefusal) || !refusal.error.challenge) throw refusal;
      return await ask(await work(refusal.error.challenge));
    });
  }

  return {
    token: freshToken,
    async prove(challenge) {
      // One proof is enough: concurrent requests share it.
      proof ??= renew(challenge).finally(() => (proof = null));
      return proof;
    },
    async sendCode(email, purpose) {
      await provenIfAsked(async (proof) => await post("/api/account/code", { email, purpose, proof }));
    },
    signIn: async (signIn) => await change({ signIn }),
    async setPassword(given) {
      // The token identifies this session, which stays signed in; so below.
      await post("/api/account/password", given, await freshToken());
    },
    async passkeyOptions(to) {
      const response = await post("/api/account/passkey/options", to ?? {});
      return passkeyOptionsSchema.parse(await response.json()).options;
    },
    addPasskey: async (made) => void (await post("/api/account/passkey", made, await freshToken())),
    async providers() {
      const response = await fetcher(`${options.baseUrl}/api/account/providers`);
      if (!response.ok) throw await refusalFromResponse(response);
      return providersResponseSchema.parse(await response.json()).providers;
    },
    async providerUrl(provider) {
      const response = await post("/api/account/provider", { provider });
      return providerUrlResponseSchema.parse(await response.json());
    },
    signOut: async (how = "here") => void (await change({ signOut: how })),
    isProving: () => proving,
    user: () => current?.user ?? null,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Loads the solver only when a proof is asked for. */
async function solveOnTheWeb(challenge: ProofChallenge): Promise<string> {
  const { solveProof } = await import("@sendcat/proof-of-work/solve");
  return await solveProof(challenge);
}
