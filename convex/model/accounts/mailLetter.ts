import { withinOrigin } from "@sendcat/shared-types";
import type { CreateEmailOptions } from "resend";
import { mailEnv } from "../platform/env.ts";

const TIMEOUT_MS = 8_000;

/** Sends an email with Resend (`POST /emails`). Throws when Resend refuses it, so that no user waits for an email that will not come. */
export async function mailLetter(
  to: string,
  { subject, text }: { readonly subject: string; readonly text: string },
): Promise<void> {
  const { apiKey, baseUrl, from } = mailEnv();
  const email: CreateEmailOptions = { from, to: [to], subject, text };
  const response = await withinOrigin(fetch)(`${baseUrl}/emails`, {
    method: "POST",
    // Resend refuses a request that does not say which program sends it.
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json", "user-agent": "sendcat" },
    body: JSON.stringify(email),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the mail service answered ${response.status}`);
}
