import type { Refusal } from "../errors/refusal.ts";
import type { AccountSession } from "../identity/principal.ts";

/** What a mailed code is good for. */
export type CodePurpose = "sign-in" | "password";

export interface SignInRequest {
  readonly email: string;
  /** One of the two. */
  readonly proof: { readonly code: string } | { readonly password: string };
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

export type AccountResult = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };

/** People with an account. Throws a SendcatError when the core cannot be asked. */
export interface Accounts {
  /** Mails a code. Says nothing of whether the address has an account. */
  sendCode(to: { readonly email: string; readonly purpose: CodePurpose }): Promise<AccountResult>;
  /** With a right code an address that is new gets an account. */
  signIn(request: SignInRequest): Promise<SignInResult>;
  /** With a code that was mailed for `password`. */
  setPassword(change: {
    readonly email: string;
    readonly code: string;
    readonly password: string;
  }): Promise<AccountResult>;
  /** What the account of a session may do now; null when the session has ended. */
  renew(sid: string): Promise<AccountSession | null>;
  signOut(session: { readonly sid: string; readonly everywhere: boolean }): Promise<void>;
}
