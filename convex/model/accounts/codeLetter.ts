import { SIGN_IN_CODE_MINUTES, type CodePurpose } from "@sendcat/shared-types";

/** What the email says a code is for. */
export const CODE_USES: Readonly<Record<CodePurpose, string>> = {
  "sign-in": "sign in",
  password: "set a password",
  passkey: "add a passkey",
};

/** The email with a code; without one, the email to an address that has no account. */
export function codeLetter(
  code: string | null,
  purpose: CodePurpose,
): { readonly subject: string; readonly text: string } {
  const notYou = "If you did not ask for this, you can ignore this email: nobody can sign in with your address alone.";
  if (code === null) {
    const text = `Someone asked to ${CODE_USES[purpose]} at Sendcat with this address, but it has no account. Sign in with a code to create one.`;
    return { subject: "No Sendcat account with this address", text: `${text}\n\n${notYou}` };
  }
  const lines = [
    `${code} is your code to ${CODE_USES[purpose]} at Sendcat.`,
    `It is valid for ${SIGN_IN_CODE_MINUTES} minutes. Nobody from Sendcat will ever ask you for it.`,
    notYou,
  ];
  return { subject: `${code} is your Sendcat code`, text: lines.join("\n\n") };
}
