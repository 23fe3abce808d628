/** Changes of how an account is entered, and what the email to its owner says of each. */
export const ACCOUNT_CHANGES = {
  password: "a new password was set",
  "passkey-added": "a passkey was added",
  "passkey-removed": "a passkey was removed",
  provider: "a sign-in provider was connected",
  "signed-out": "all devices were signed out",
} as const;
export type AccountChange = keyof typeof ACCOUNT_CHANGES;

/** The email to an account's owner about a change. It has no code and no link, so it is of no use to whoever else reads it. */
export function ownerLetter(change: AccountChange, atMs: number): { readonly subject: string; readonly text: string } {
  const what = ACCOUNT_CHANGES[change];
  const lines = [
    `On your Sendcat account, ${what}: ${new Date(atMs).toUTCString()}.`,
    "If this was you, there is nothing to do.",
    [
      "If it was not you, somebody else may be able to read your email or use one of your devices.",
      "Change the password of your email first. Then sign in to Sendcat with a code, set a new password, remove the passkeys that you do not know,",
      "and sign out everywhere.",
    ].join(" "),
    "Nobody from Sendcat will ever ask you for a password or a code.",
  ];
  return { subject: `Your Sendcat account: ${what}`, text: lines.join("\n\n") };
}
