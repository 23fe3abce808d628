import type { CodePurpose } from "@sendcat/shared-types";
import type { ActionCtx } from "../../_generated/server.js";
import { mailEnv } from "../platform/env.ts";
import { countMail } from "../platform/rateLimits.ts";
import { refuse } from "../platform/refuse.ts";
import { servicePolicy } from "../platform/servicePolicy.ts";
import { codeLetter } from "./codeLetter.ts";
import { createAuth } from "./createAuth.ts";
import { findAuthUserByEmail } from "./findAuthUser.ts";
import { mailLetter } from "./mailLetter.ts";

/** Better Auth's names of our codes: a code of one kind is not valid for the other. */
const OTP_TYPES = {
  "sign-in": "sign-in",
  password: "forget-password",
  passkey: "email-verification",
} as const satisfies Readonly<Record<CodePurpose, string>>;

const NO_MAIL = "Codes cannot be sent right now. Please try again shortly.";

/**
 * Emails a code. Every address gets a stored code and an email, so that neither this reply nor the replies to wrong codes reveal, by their words or
 * their time, whether it has an account. Without one, a code for a password or a passkey is not in the email: nobody learns it.
 */
export async function sendCode(
  ctx: ActionCtx,
  { email, purpose }: { readonly email: string; readonly purpose: CodePurpose },
) {
  if (mailEnv().apiKey === "") return refuse({ code: "capacity_saturated", scope: "mail", message: NO_MAIL });
  const retryAfterMs = await countMail(ctx, servicePolicy().mail);
  if (retryAfterMs !== null)
    return refuse({ code: "capacity_saturated", scope: "service.mail", retryAfterMs, message: NO_MAIL });
  try {
    const code = await createAuth(ctx).api.createVerificationOTP({ body: { email, type: OTP_TYPES[purpose] } });
    const user = await findAuthUserByEmail(ctx, email);
    await mailLetter(email, codeLetter(purpose === "sign-in" || user ? code : null, purpose));
  } catch (error) {
    console.error("a code was not sent", String(error));
    return refuse({ code: "capacity_saturated", scope: "mail", retryAfterMs: 10_000, message: NO_MAIL });
  }
  return { ok: true } as const;
}
