import { readRules, type RemoteRule } from "../vercel/read-remote-rules.ts";

/** A rule as it comes back from Vercel. */
export function asRemoteRule(id: string, rule: object): RemoteRule {
  const [remote] = readRules({ rules: [{ valid: true, ...rule, id }] });
  if (!remote) throw new Error("no rule was read");
  return remote;
}
