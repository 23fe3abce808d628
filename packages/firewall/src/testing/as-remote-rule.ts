import { readRules, type RemoteRule } from "../vercel/read-remote-rules.ts";

/** A rule as Vercel returns it. */
export function asRemoteRule(id: string, rule: object): RemoteRule {
  const [remote] = readRules({ rules: [{ valid: true, ...rule, id }] });
  if (!remote) throw new Error("no rule was read");
  return remote;
}
