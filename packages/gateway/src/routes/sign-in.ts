import type { Recognised, SignIn } from "@sendcat/shared-types";
import type { Answer, RouteScope } from "../request-scope.ts";
import { sessionAnswer } from "./session-answer.ts";
import { throttleAccount, type AccountTry } from "./throttle-account.ts";

export interface SignInWith {
  readonly signIn: SignIn;
  /** Whose session it has been. */
  readonly known: Recognised | null;
  readonly native: boolean;
}

/** Makes a session an account's, and gives the account what the guest had. */
export async function answerSignIn(
  scope: RouteScope<"POST /api/session">,
  { signIn, known, native }: SignInWith,
): Promise<Answer> {
  const { ports, host, requestId } = scope;
  const throttled = await throttleAccount(scope, { kind: "sign-in", ...whatIsTried(signIn), known });
  if (throttled.refusal) return { ok: false, refusal: throttled.refusal, degraded: throttled.degraded };
  const guestId = known && known.sid === null ? known.userId : null;
  const result = await ports.accounts.signIn({ proof: signIn, guestId });
  if (!result.ok) return { ok: false, refusal: result.refusal, degraded: throttled.degraded };
  const { session, carriedFrom } = result;
  // This session replaces another account's. A session of the same account stays: other tabs still hold its access token.
  if (known?.sid && known.userId !== session.standing.userId)
    host.waitUntil(ports.accounts.signOut({ sid: known.sid, everywhere: false }));
  if (carriedFrom) host.waitUntil(ports.quota.carry({ from: carriedFrom, to: session.standing.userId }));
  ports.record({ event: "signed-in", requestId, userId: session.standing.userId, carried: carriedFrom !== null });
  const grant = await ports.identity.grant({ kind: "user", session });
  const wasAnothers = known !== null && known.sid !== null && known.userId !== session.standing.userId;
  return sessionAnswer(scope, { grant, email: session.email, native, wasAnothers, degraded: throttled.degraded });
}

/** Passkeys and providers' codes cannot be guessed, so these are limited by client address only. */
function whatIsTried(signIn: SignIn): Pick<AccountTry, "account" | "day"> {
  if ("passkey" in signIn) return { account: signIn.passkey.id };
  if ("provider" in signIn) return { account: signIn.state };
  return { account: signIn.email, day: "code" in signIn ? "code-tries-day" : "password-tries-day" };
}
