import type { Answer, RequestScope, RouteScope } from "../request-scope.ts";
import { jsonAnswer } from "../respond/json-answer.ts";
import { checkBot } from "../turn/accept/check-bot.ts";
import { isFreshProof } from "../turn/accept/is-fresh-proof.ts";
import { authenticate } from "../turn/authenticate/authenticate.ts";
import { withChallenge } from "../turn/budget/with-challenge.ts";
import { throttleAccount } from "./throttle-account.ts";

/** `POST /api/account/code`: mails a code. The answer does not say whether the address has an account. */
export async function postAccountCode(scope: RouteScope<"POST /api/account/code">): Promise<Answer> {
  const { proof, ...asked } = scope.body;
  const bot = await checkBot(scope, await isFreshProof(scope, proof, "code"));
  // Before the throttles: a bot's requests must not use up its victim's limit.
  if (bot) return { ok: false, refusal: await withChallenge(bot, scope.ports.proof, "code") };
  const { refusal, degraded } = await throttleAccount(scope, {
    kind: "code",
    account: asked.email,
    day: "code-account-day",
  });
  if (refusal) return { ok: false, refusal, degraded };
  const result = await scope.ports.accounts.sendCode(asked);
  return result.ok ? jsonAnswer(scope, { ok: true }) : result;
}

/**
 * `POST /api/account/password`: sets a password with a code that was mailed for it. The account's other sessions end: all of them, or, for a
 * caller who is signed in and sends an access token, all but that one.
 */
export async function postAccountPassword(scope: RouteScope<"POST /api/account/password">): Promise<Answer> {
  const { refusal, degraded } = await throttleAccount(scope, {
    kind: "sign-in",
    account: scope.body.email,
    day: "code-tries-day",
  });
  if (refusal) return { ok: false, refusal, degraded };
  const result = await scope.ports.accounts.setPassword({ ...scope.body, keep: await sessionToKeep(scope) });
  return result.ok ? jsonAnswer(scope, { ok: true }) : result;
}

/** `POST /api/account/passkey/options`: the options of a browser's WebAuthn call: to sign in, or, with a mailed code, to make a passkey. */
export async function postPasskeyOptions(scope: RouteScope<"POST /api/account/passkey/options">): Promise<Answer> {
  const { email, code } = scope.body;
  const to = email === undefined || code === undefined ? null : { email, code };
  // A challenge to sign in is for no account yet: only the caller's address counts.
  const account = to?.email ?? scope.requestId;
  const day = to ? "code-tries-day" : undefined;
  const { refusal, degraded } = await throttleAccount(scope, { kind: "sign-in", account, day });
  if (refusal) return { ok: false, refusal, degraded };
  const made = await scope.ports.accounts.passkeyOptions(to);
  return made.ok ? jsonAnswer(scope, { options: made.options }) : made;
}

/**
 * `POST /api/account/passkey`: stores a passkey that was made with options for it; they say whose it is. The account's other sessions end, as
 * for a password.
 */
export async function postPasskey(scope: RouteScope<"POST /api/account/passkey">): Promise<Answer> {
  const { refusal, degraded } = await throttleAccount(scope, { kind: "sign-in", account: scope.body.passkey.id });
  if (refusal) return { ok: false, refusal, degraded };
  const result = await scope.ports.accounts.addPasskey({ ...scope.body, keep: await sessionToKeep(scope) });
  return result.ok ? jsonAnswer(scope, { ok: true }) : result;
}

/** The id of the session that makes a change, if the caller sends an access token of one. */
async function sessionToKeep({ request, ports }: RequestScope): Promise<string | null> {
  const caller = await authenticate(request, ports.identity);
  return (caller.ok && caller.principal.sessionId) || null;
}

/** `GET /api/account/providers`: the sign-in providers. */
export async function getProviders(scope: RouteScope<"GET /api/account/providers">): Promise<Answer> {
  return jsonAnswer(scope, { providers: await scope.ports.accounts.providers() });
}

/** `POST /api/account/provider`: the address at which to sign in with one of them. */
export async function postProvider(scope: RouteScope<"POST /api/account/provider">): Promise<Answer> {
  const { refusal, degraded } = await throttleAccount(scope, { kind: "sign-in", account: scope.requestId });
  if (refusal) return { ok: false, refusal, degraded };
  const result = await scope.ports.accounts.providerUrl(scope.body.provider);
  return result.ok ? jsonAnswer(scope, { url: result.url, state: result.state }) : result;
}
