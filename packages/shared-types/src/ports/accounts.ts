import type { Refusal } from "../errors/refusal.ts";
import type { NewPasskey } from "../identity/passkey.ts";
import type { AccountSession } from "../identity/principal.ts";
import type { ProviderUrl, ProviderView } from "../identity/provider.ts";
import type { SignIn } from "../identity/session.ts";

/** What a mailed code can be used for. */
export type CodePurpose = "sign-in" | "password" | "passkey";

export interface SignInRequest {
  readonly proof: SignIn;
  /** The guest who signs in; their threads and usage are carried over. */
  readonly guestId: string | null;
}

export type SignInResult =
  | {
      readonly ok: true;
      readonly session: AccountSession;
      /** The guest whose data moves to an existing account; null when there is none, or when it has moved before. */
      readonly carriedFrom: string | null;
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** Input of a WebAuthn call, as JSON. */
export type PasskeyOptions = { readonly challenge: string } & Readonly<Record<string, unknown>>;

export type AccountResult = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };

/** Accounts of users. Throws a SendcatError when the core does not answer. */
export interface Accounts {
  /** Mails a code. Does not reveal whether the address has an account. */
  sendCode(to: { readonly email: string; readonly purpose: CodePurpose }): Promise<AccountResult>;
  /** With a valid code, or a provider's confirmation, a new address gets an account. */
  signIn(request: SignInRequest): Promise<SignInResult>;
  /** With a code mailed for `password`. Ends every session of the account except the one with the id `keep`. */
  setPassword(change: {
    readonly email: string;
    readonly code: string;
    readonly password: string;
    readonly keep: string | null;
  }): Promise<AccountResult>;
  /** For a browser's WebAuthn call: to sign in (null), or, with a code mailed for `passkey`, to add a passkey. */
  passkeyOptions(
    to: { readonly email: string; readonly code: string } | null,
  ): Promise<
    { readonly ok: true; readonly options: PasskeyOptions } | { readonly ok: false; readonly refusal: Refusal }
  >;
  /** Stores a passkey that was created with these options. Ends every session of the account except the one with the id `keep`. */
  addPasskey(made: {
    readonly passkey: NewPasskey;
    readonly name: string;
    readonly keep: string | null;
  }): Promise<AccountResult>;
  /** The sign-in providers. */
  providers(): Promise<readonly ProviderView[]>;
  /** The provider's page where the user signs in. */
  providerUrl(
    provider: string,
  ): Promise<({ readonly ok: true } & ProviderUrl) | { readonly ok: false; readonly refusal: Refusal }>;
  /** What the account of a session may do now; null when the session has ended. */
  renew(sid: string): Promise<AccountSession | null>;
  /** Whether this guest has signed in since: their id or their data belongs to an account now. */
  hasSignedIn(guestId: string): Promise<boolean>;
  signOut(session: { readonly sid: string; readonly everywhere: boolean }): Promise<void>;
}
