import type { Refusal } from "../errors/refusal.ts";
import type { NewPasskey } from "../identity/passkey.ts";
import type { AccountSession } from "../identity/principal.ts";
import type { ProviderUrl, ProviderView } from "../identity/provider.ts";
import type { SignIn } from "../identity/session.ts";

/** What a mailed code is good for. */
export type CodePurpose = "sign-in" | "password" | "passkey";

export interface SignInRequest {
  readonly proof: SignIn;
  /** The guest who signs in, and whose threads and counts are carried over. */
  readonly guestId: string | null;
}

export type SignInResult =
  | {
      readonly ok: true;
      readonly session: AccountSession;
      /** A guest whose belongings go to an account that was there before; null when there is none, or not for the first time. */
      readonly carriedFrom: string | null;
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** What a WebAuthn call is made with, as JSON. */
export type PasskeyOptions = { readonly challenge: string } & Readonly<Record<string, unknown>>;

export type AccountResult = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };

/** People with an account. Throws a SendcatError when the core cannot be asked. */
export interface Accounts {
  /** Mails a code. Says nothing of whether the address has an account. */
  sendCode(to: { readonly email: string; readonly purpose: CodePurpose }): Promise<AccountResult>;
  /** With a right code, or a provider's word for it, an address that is new gets an account. */
  signIn(request: SignInRequest): Promise<SignInResult>;
  /** With a code that was mailed for `password`. Every session of the account ends but the one with the id `keep`. */
  setPassword(change: {
    readonly email: string;
    readonly code: string;
    readonly password: string;
    readonly keep: string | null;
  }): Promise<AccountResult>;
  /** For a browser's WebAuthn call: to sign in (null), or, with a code that was mailed for `passkey`, to add one. */
  passkeyOptions(
    to: { readonly email: string; readonly code: string } | null,
  ): Promise<
    { readonly ok: true; readonly options: PasskeyOptions } | { readonly ok: false; readonly refusal: Refusal }
  >;
  /** Keeps a passkey that was made with options for it. */
  addPasskey(made: { readonly passkey: NewPasskey; readonly name: string }): Promise<AccountResult>;
  /** Whom people may sign in with. */
  providers(): Promise<readonly ProviderView[]>;
  /** Where somebody signs in with a provider. */
  providerUrl(
    provider: string,
  ): Promise<({ readonly ok: true } & ProviderUrl) | { readonly ok: false; readonly refusal: Refusal }>;
  /** What the account of a session may do now; null when the session has ended. */
  renew(sid: string): Promise<AccountSession | null>;
  signOut(session: { readonly sid: string; readonly everywhere: boolean }): Promise<void>;
}
