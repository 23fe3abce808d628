import { UNKNOWN_ADDRESS, type Recognised, type Refusal } from "@sendcat/shared-types";
import type { Answer, RequestScope, RouteScope } from "../request-scope.ts";
import { checkBot } from "../turn/accept/check-bot.ts";
import { HONEYPOT_REFUSAL } from "../turn/accept/honeypot.ts";
import { isFreshProof } from "../turn/accept/is-fresh-proof.ts";
import { rateLimited } from "../respond/rate-limited.ts";
import { bearerToken } from "../turn/authenticate/authenticate.ts";
import { withChallenge } from "../turn/budget/with-challenge.ts";
import { sessionAnswer } from "./session-answer.ts";
import { tokenFromCookie } from "./session-cookie.ts";
import { answerSignIn } from "./sign-in.ts";

/**
 * `POST /api/session`: an access token for the session at hand, or for a new guest, which writes nothing to any database. With `signIn` the
 * session becomes an account's; with `signOut` it is a new guest's. An account's renewal asks the core what the account may do now.
 */
export async function postSession(scope: RouteScope<"POST /api/session">): Promise<Answer> {
  const { request, ports } = scope;
  const { client, proof, signIn, signOut, website } = scope.body;
  if (website) return { ok: false, refusal: HONEYPOT_REFUSAL };

  const native = client === "native";
  const sessionToken = native ? bearerToken(request) : tokenFromCookie(scope);
  const known = sessionToken ? await ports.identity.recognise(sessionToken) : null;
  if (signIn) return await answerSignIn(scope, { signIn, known, native });
  const forgets = signOut === "forget";
  const session = known?.sid ? await ports.accounts.renew(known.sid) : null;
  if (session && signOut) await ports.accounts.signOut({ sid: session.sid, everywhere: signOut === "everywhere" });
  else if (session) {
    const grant = await ports.identity.grant({ kind: "user", session });
    return sessionAnswer(scope, { grant, email: session.email, native, wasAnothers: false, degraded: null });
  }
  // Who had an account's session that has ended is a stranger: a token of it would else be good for any number of names.
  // So is a guest who has signed in since: the guest's id now belongs to the account, and someone else may hold this token.
  const guest = known?.sid === null && !forgets && !(await hasSignedIn(scope, known)) ? known : null;
  const hasProof = await isFreshProof(scope, proof, guest ? "send" : "session");
  // Only new names are held up: a shopper who comes back every hour costs nobody anything, nor does one who signs out.
  const entry = guest || session ? null : await admitNewGuest(scope, hasProof);
  if (entry?.refusal) {
    const refusal = await withChallenge(entry.refusal, ports.proof, "session");
    return { ok: false, refusal, degraded: entry.degraded };
  }
  const proven = hasProof || guest?.proven === true;
  const knows = !forgets && (guest || session) ? known?.knows : undefined;
  const grant = await ports.identity.grant({ kind: "guest", userId: guest?.userId ?? null, proven, knows });
  const wasAnothers = known !== null && (known.sid !== null || forgets);
  return sessionAnswer(scope, { grant, native, wasAnothers, degraded: entry?.degraded ?? null });
}

interface Entry {
  readonly refusal: Refusal | null;
  readonly degraded: string | null;
}

/**
 * Names are cheap, so an address gets so many of them free. Past those, and while the whole service sees more newcomers than it should, a
 * newcomer's device has to work for one: a person waits a second, a flood pays for each. Only names that are given count against an address,
 * so that a program cannot lock out the people who share its carrier's address by asking.
 */
async function admitNewGuest(scope: RouteScope<"POST /api/session">, hasProof: boolean): Promise<Entry> {
  const { host, policy, ports } = scope;
  const bot = await checkBot(scope, hasProof);
  if (bot) return { refusal: bot, degraded: null };
  const { throttle } = ports;
  const address = host.ip ?? UNKNOWN_ADDRESS;
  const { mode } = policy.proof;
  const askForProof: Refusal = { code: "proof_required", scope: "bot.session" };
  if (!hasProof && mode === "always") return { refusal: askForProof, degraded: null };
  if (!hasProof && mode === "under-pressure") {
    const free = await throttle.take("session-free", address);
    if (!free.ok) return { refusal: askForProof, degraded: free.degraded ? "redis" : null };
    // After the address, so that what one address is refused does not make everybody prove themselves.
    const all = await throttle.take("session-service", "all");
    if (!all.ok) return { refusal: askForProof, degraded: all.degraded ? "redis" : null };
  }
  const own = await throttle.take("session", address);
  const degraded = own.degraded ? "redis" : null;
  if (own.ok) return { refusal: null, degraded };
  const message = "Too many new sessions from this address. Please wait a moment.";
  return { refusal: { ...rateLimited(own, "ip.session"), message }, degraded };
}

/** False while the core does not answer: the core itself refuses whatever such a token asks for. */
async function hasSignedIn({ ports }: RequestScope, { userId }: Recognised): Promise<boolean> {
  return await ports.accounts.hasSignedIn(userId).catch(() => false);
}
