import type { CodePurpose } from "@sendcat/shared-types";
import type { ActionCtx } from "../../_generated/server.js";
import { mailEnv } from "../platform/env.ts";
import { countMail } from "../platform/rateLimits.ts";
import { refuse } from "../platform/refuse.ts";
import { servicePolicy } from "../platform/servicePolicy.ts";
import { codeLetter } from "./codeLetter.ts";
import { authErrorCode, createAuth } from "./createAuth.ts";
import { mailLetter } from "./mailLetter.ts";

/** Better Auth's names of our codes: a code of one kind is not valid for the other. */
const OTP_TYPES = { "sign-in": "sign-in", passkey: "email-verification" } as const;

const NO_MAIL = "Codes cannot be sent right now. Please try again shortly.";

/** Emails a code. The reply, the email and the time taken do not reveal whether the address has an account. */
export async function sendCode(
  ctx: ActionCtx,
  { email, purpose }: { readonly email: string; readonly purpose: CodePurpose },
) {
  if (mailEnv().apiKey === "") return refuse({ code: "capacity_saturated", scope: "mail", message: NO_MAIL });
  const retryAfterMs = await countMail(ctx, servicePolicy().mail);
  if (retryAfterMs !== null)
    return refuse({ code: "capacity_saturated", scope: "service.mail", retryAfterMs, message: NO_MAIL });
  let code: string | null = null;
  const { api } = createAuth(ctx, { onCode: (made) => (code = made) });
  try {
    if (purpose === "password") await api.requestPasswordResetEmailOTP({ body: { email } });
    else await api.sendVerificationOTP({ body: { email, type: OTP_TYPES[purpose] } });
    await mailLetter(email, codeLetter(code, purpose));
  } catch (error) {
    if (authErrorCode(error) === "INVALID_EMAIL") return refuse({ code: "invalid_request", scope: "account.email" });
    console.error("a code was not sent", String(error));
    return refuse({ code: "capacity_saturated", scope: "mail", retryAfterMs: 10_000, message: NO_MAIL });
  }
  return { ok: true } as const;
}
