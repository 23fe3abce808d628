import { convexAdapter } from "@convex-dev/better-auth";
import { CODE_DIGITS, PASSWORD_CHARS, SIGN_IN_CODE_MINUTES } from "@sendcat/shared-types";
import { betterAuth } from "better-auth/minimal";
import { emailOTP } from "better-auth/plugins/email-otp";
import { genericOAuth, type GenericOAuthConfig } from "better-auth/plugins/generic-oauth";
import type { DataModel } from "../../_generated/dataModel.js";
import type { ActionCtx } from "../../_generated/server.js";
import { authEnv } from "../platform/env.ts";
import { CODE_ATTEMPTS, SESSION_SECONDS } from "./accountLimits.ts";
import { authComponent } from "./authComponent.ts";
import type { Provider } from "./providers.ts";

export interface AuthUse {
  /** Stores a new password. Better Auth must not: it cannot end the sessions in the same transaction. */
  readonly onPasswordSet?: (set: { readonly authUserId: string; readonly hash: string }) => Promise<void>;
  /** Receives the id of a user whose account was just connected to a provider; not of a user who is new. */
  readonly onProviderConnected?: (authUserId: string) => Promise<void>;
  /** The provider used to sign in. */
  readonly provider?: Provider;
}

/**
 * Better Auth over its Convex component. Only functions of `accounts` call it: none of its routes is mounted, so no request can bypass the
 * edge's limits. A new address gets an account with its first correct code.
 */
export function createAuth(ctx: ActionCtx, { onPasswordSet, onProviderConnected, provider }: AuthUse = {}) {
  const { secret, origin } = authEnv();
  let newHash: string | undefined;
  let isNewUser = false;
  /** Returning false keeps Better Auth from writing the row. */
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
      async onPasswordReset({ user }) {
        if (newHash === undefined || !onPasswordSet) throw new Error("a password was set, but no callback stores it");
        await onPasswordSet({ authUserId: user.id, hash: newHash });
      },
    },
    databaseHooks: {
      user: { create: { after: async () => void (isNewUser = true) } },
      account: {
        create: {
          before: holdBack,
          after: async ({ userId }) => (isNewUser ? undefined : await onProviderConnected?.(userId)),
        },
        update: { before: holdBack },
      },
    },
    // The gateway limits requests, by address and by account.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    account: {
      // The page that started the sign-in holds the state and compares it; native apps have no cookies.
      skipStateCookieCheck: true,
      encryptOAuthTokens: true,
    },
    plugins: [
      genericOAuth({ config: provider ? [providerConfig(provider)] : [] }),
      emailOTP({
        otpLength: CODE_DIGITS,
        expiresIn: SIGN_IN_CODE_MINUTES * 60,
        allowedAttempts: CODE_ATTEMPTS,
        storeOTP: "hashed",
        // Better Auth hides a failed email, and makes no code for an address without an account: `sendCode` does both itself.
        sendVerificationOTP: async () => await Promise.reject(new Error("Better Auth sends no codes")),
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
      // An unconfirmed address could be typed by an attacker, who would then get into its owner's account.
      if (profile["email_verified"] !== true) throw new Error("the address is not confirmed");
      return { emailVerified: true, name: String(profile["name"] ?? profile["email"]) };
    },
  };
}

/** The code of a Better Auth error; null for any other error. */
export function authErrorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !("body" in error)) return null;
  const { body } = error;
  return typeof body === "object" && body !== null && "code" in body && typeof body.code === "string"
    ? body.code
    : null;
}
