import { convexAdapter } from "@convex-dev/better-auth";
import { CODE_DIGITS, PASSWORD_CHARS } from "@sendcat/shared-types";
import { verifyPassword } from "better-auth/crypto";
import { betterAuth } from "better-auth/minimal";
import { emailOTP } from "better-auth/plugins/email-otp";
import { genericOAuth, type GenericOAuthConfig } from "better-auth/plugins/generic-oauth";
import type { DataModel } from "../../_generated/dataModel.js";
import type { ActionCtx } from "../../_generated/server.js";
import { authEnv } from "../platform/env.ts";
import { CODE_ATTEMPTS, CODE_MINUTES, SESSION_SECONDS } from "./accountLimits.ts";
import { authComponent } from "./authComponent.ts";
import type { Provider } from "./providers.ts";

export interface AuthUse {
  /** Is given the code that is to be mailed. */
  readonly onCode?: (code: string) => void;
  /** Is told which hash a password is compared with. */
  readonly onPasswordChecked?: (hash: string) => void;
  /** Stores a new password. Better Auth itself writes none: it could not end the sessions in the same transaction. */
  readonly onPasswordSet?: (set: { readonly authUserId: string; readonly hash: string }) => Promise<void>;
  /** Whom somebody signs in with. */
  readonly provider?: Provider;
}

/**
 * Better Auth over its Convex component. Called by functions of `accounts` alone: none of its routes is mounted, so what is limited at the edge
 * cannot be had round it. An address that is new gets an account with its first right code.
 */
export function createAuth(ctx: ActionCtx, { onCode, onPasswordChecked, onPasswordSet, provider }: AuthUse = {}) {
  const { secret, origin } = authEnv();
  let newHash: string | undefined;
  /** False keeps Better Auth from writing the row. */
  const holdBack = async ({ password }: { readonly password?: string | null | undefined }) => {
    if (typeof password !== "string") return undefined;
    newHash = password;
    return false;
  };
  return betterAuth({
    appName: "Sendcat",
    baseURL: origin,
    secret,
    database: convexAdapter<DataModel, ActionCtx>(ctx, authComponent),
    session: { expiresIn: SESSION_SECONDS, updateAge: SESSION_SECONDS },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_CHARS.min,
      maxPasswordLength: PASSWORD_CHARS.max,
      password: {
        async verify(given) {
          onPasswordChecked?.(given.hash);
          return await verifyPassword(given);
        },
      },
      async onPasswordReset({ user }) {
        if (newHash === undefined || !onPasswordSet) throw new Error("a password was set that nobody stores");
        await onPasswordSet({ authUserId: user.id, hash: newHash });
      },
    },
    databaseHooks: { account: { create: { before: holdBack }, update: { before: holdBack } } },
    // The gateway throttles, by address and by account.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    account: {
      // The page that began holds the state and compares it: it is the one that comes back, and native apps have no cookies.
      skipStateCookieCheck: true,
      encryptOAuthTokens: true,
    },
    plugins: [
      genericOAuth({ config: provider ? [providerConfig(provider)] : [] }),
      emailOTP({
        otpLength: CODE_DIGITS,
        expiresIn: CODE_MINUTES * 60,
        allowedAttempts: CODE_ATTEMPTS,
        storeOTP: "hashed",
        // Better Auth keeps to itself that a letter could not be sent, so whoever asks sends it.
        sendVerificationOTP: async ({ otp }) => onCode?.(otp),
      }),
    ],
  });
}

function providerConfig({ id, issuer, clientId, clientSecret }: Provider): GenericOAuthConfig {
  return {
    providerId: id,
    discoveryUrl: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    scopes: ["openid", "email", "profile"],
    pkce: true,
    redirectURI: `${authEnv().origin}/sign-in/${id}`,
    mapProfileToUser(profile) {
      // An address that nobody has confirmed would let its writer into somebody else's account.
      if (profile["email_verified"] !== true) throw new Error("the address is not confirmed");
      return { emailVerified: true, name: String(profile["name"] ?? profile["email"]) };
    },
  };
}

/** The code of an error of Better Auth; null for any other error. */
export function authErrorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !("body" in error)) return null;
  const { body } = error;
  return typeof body === "object" && body !== null && "code" in body && typeof body.code === "string"
    ? body.code
    : null;
}
