import { shortHash, UNKNOWN_ADDRESS, type Recognised, type Refusal, type ThrottleName } from "@sendcat/shared-types";
import type { RequestScope } from "../request-scope.ts";
import { rateLimited } from "../respond/rate-limited.ts";

export interface Throttled {
  readonly refusal: Refusal | null;
  readonly degraded: string | null;
}

export interface AccountTry {
  readonly kind: "code" | "sign-in";
  /** What is tried: an e-mail address, a passkey's id, a provider's state. Kept as a hash. */
  readonly account: string;
  /** Counts what all clients together try with it in a day. */
  readonly day?: Extract<ThrottleName, `${string}-day`> | undefined;
  /** The device's session, if any: on a device where the account's owner has signed in before, tries of others do not count. */
  readonly known?: Recognised | null;
}

/**
 * Limits tries with accounts: by client address, by address and account together, and by account. The first two are counted first, so that one
 * stranger cannot use up the owner's tries. A refusal does not show whether the account exists.
 */
export async function throttleAccount(
  { ports: { throttle }, host }: RequestScope,
  { kind, account, day, known = null }: AccountTry,
): Promise<Throttled> {
  const tried = await shortHash(account);
  const address = host.ip ?? UNKNOWN_ADDRESS;
  const own = known?.knows === tried ? ` ${known.userId}` : null;
  const [asker, both] = await Promise.all([
    throttle.take(kind, address),
    throttle.take(`${kind}-account`, tried + (own ?? ` ${address}`)),
  ]);
  const all = day && asker.ok && both.ok ? await throttle.take(day, tried + (own ?? "")) : both;
  const degraded = [asker, both, all].some((taken) => taken.degraded) ? "redis" : null;
  const [no, scope] = asker.ok ? [both.ok ? all : both, `account.${kind}`] : [asker, `ip.${kind}`];
  if (no.ok) return { refusal: null, degraded };
  const message = kind === "code" ? "Too many codes were asked for. Please wait." : TOO_MANY_TRIES;
  return { refusal: { ...rateLimited(no, scope), message }, degraded };
}

const TOO_MANY_TRIES =
  "Too many tries. Please wait, sign in another way, or use a device on which you have signed in before.";
