import type { CodePurpose } from "@sendcat/shared-types";
import { CODE_MINUTES } from "./accountLimits.ts";

/** The letter with a code; without one, for an address that has no account whose password could be set. */
export function codeLetter(
  code: string | null,
  purpose: CodePurpose,
): { readonly subject: string; readonly text: string } {
  const notYou = "If you did not ask for it, there is nothing to do: nobody gets in with your address alone.";
  if (code === null) {
    const text = `Somebody asked to set a password at Sendcat for this address, which has no account there. Sign in with a code to make one.`;
    return { subject: "No Sendcat account with this address", text: `${text}\n\n${notYou}` };
  }
  const use = purpose === "password" ? "set a password" : "sign in";
  const lines = [
    `${code} is your code to ${use} at Sendcat.`,
    `It is good for ${CODE_MINUTES} minutes. Nobody from Sendcat will ever ask you for it.`,
    notYou,
  ];
  return { subject: `${code} is your Sendcat code`, text: lines.join("\n\n") };
}
