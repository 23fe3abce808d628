import type { Recognised, SignIn } from "@sendcat/shared-types";
import type { Answer, RequestScope } from "../request-scope.ts";
import { sessionAnswer } from "./session-answer.ts";
import { throttleAccount } from "./throttle-account.ts";

export interface SignInWith {
  readonly signIn: SignIn;
  /** Whose session it has been. */
  readonly known: Recognised | null;
  readonly native: boolean;
}

/** Makes a session an account's, and gives the account what the guest had. */
export async function answerSignIn(scope: RequestScope, { signIn, known, native }: SignInWith): Promise<Answer> {
  const { ports, host, requestId } = scope;
  const { email } = signIn;
  const throttled = await throttleAccount(scope, { kind: "sign-in", email });
  if (throttled.refusal) return { ok: false, refusal: throttled.refusal, degraded: throttled.degraded };
  const guestId = known && known.sid === null ? known.userId : null;
  const proof = "code" in signIn ? { code: signIn.code } : { password: signIn.password };
  const result = await ports.accounts.signIn({ email, proof, guestId });
  if (!result.ok) return { ok: false, refusal: result.refusal, degraded: throttled.degraded };
  const { session, carriedFrom } = result;
  if (carriedFrom) host.waitUntil(ports.quota.carry({ from: carriedFrom, to: session.standing.userId }));
  ports.record({ event: "signed-in", requestId, userId: session.standing.userId, carried: carriedFrom !== null });
  const grant = await ports.identity.grant({ kind: "user", session });
  return sessionAnswer(scope, { grant, email: session.email, native, degraded: throttled.degraded });
}
