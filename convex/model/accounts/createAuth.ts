import { convexAdapter } from "@convex-dev/better-auth";
import { CODE_DIGITS, PASSWORD_CHARS } from "@sendcat/shared-types";
import { betterAuth } from "better-auth/minimal";
import { emailOTP } from "better-auth/plugins/email-otp";
import type { DataModel } from "../../_generated/dataModel.js";
import type { ActionCtx } from "../../_generated/server.js";
import { authEnv } from "../env.ts";
import { CODE_ATTEMPTS, CODE_MINUTES, SESSION_SECONDS } from "./accountLimits.ts";
import { authComponent } from "./authComponent.ts";

/**
 * Better Auth over its Convex component. Called by functions of `accounts` alone: none of its routes is mounted, so what is limited at the edge
 * cannot be had round it. An address that is new gets an account with its first right code.
 */
export function createAuth(ctx: ActionCtx, onCode?: (code: string) => void) {
  const { secret, origin } = authEnv();
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
    },
    // The gateway throttles, by address and by account.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    plugins: [
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

/** The code of an error of Better Auth; null for any other error. */
export function authErrorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !("body" in error)) return null;
  const { body } = error;
  return typeof body === "object" && body !== null && "code" in body && typeof body.code === "string"
    ? body.code
    : null;
}
