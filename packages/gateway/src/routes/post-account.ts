import {
  codeRequestSchema,
  passkeyOptionsRequestSchema,
  passkeyRequestSchema,
  passwordRequestSchema,
  providerRequestSchema,
} from "@sendcat/shared-types";
import type { Answer, RequestScope, RouteScope } from "../request-scope.ts";
import { jsonResponse } from "../respond/json-response.ts";
import { readJson } from "../turn/accept/read-json.ts";
import { authenticate } from "../turn/authenticate/authenticate.ts";
import { throttleAccount } from "./throttle-account.ts";

/** `POST /api/account/code`: mails a code. What comes back tells nobody whether the address has an account. */
export async function postAccountCode(scope: RouteScope): Promise<Answer> {
  const body = await readJson(scope.request, scope.maxBodyBytes);
  if (!body.ok) return body;
  const parsed = codeRequestSchema.safeParse(body.value);
  if (!parsed.success) return invalid("email: must be an address; purpose: must be sign-in, password or passkey");
  if (await isBot(scope)) return { ok: false, refusal: { code: "blocked", scope: "bot.botid" } };
  const { refusal, degraded } = await throttleAccount(scope, { kind: "code", account: parsed.data.email });
  if (refusal) return { ok: false, refusal, degraded };
  const result = await scope.ports.accounts.sendCode(parsed.data);
  return result.ok ? done(scope) : result;
}

/**
 * `POST /api/account/password`: sets the password of who holds the code that was mailed for it. The account's other sessions end: all, or, for
 * who is signed in and says so with an access token, all but that one.
 */
export async function postAccountPassword(scope: RouteScope): Promise<Answer> {
  const body = await readJson(scope.request, scope.maxBodyBytes);
  if (!body.ok) return body;
  const parsed = passwordRequestSchema.safeParse(body.value);
  if (!parsed.success) return invalid("email, code of six digits, password: must be there");
  const { refusal, degraded } = await throttleAccount(scope, { kind: "sign-in", account: parsed.data.email });
  if (refusal) return { ok: false, refusal, degraded };
  const caller = await authenticate(scope.request, scope.ports.identity);
  const keep = (caller.ok && caller.principal.sessionId) || null;
  const result = await scope.ports.accounts.setPassword({ ...parsed.data, keep });
  return result.ok ? done(scope) : result;
}

/** `POST /api/account/passkey/options`: what a browser is asked to sign in with, or, for who holds a code, to make a passkey with. */
export async function postPasskeyOptions(scope: RouteScope): Promise<Answer> {
  const body = await readJson(scope.request, scope.maxBodyBytes);
  if (!body.ok) return body;
  const parsed = passkeyOptionsRequestSchema.safeParse(body.value);
  if (!parsed.success) return invalid("email and code of six digits, or nothing");
  const { email, code } = parsed.data;
  const to = email === undefined || code === undefined ? null : { email, code };
  // A challenge to sign in is for nobody yet: only the asker counts.
  const account = to?.email ?? scope.requestId;
  const { refusal, degraded } = await throttleAccount(scope, { kind: "sign-in", account });
  if (refusal) return { ok: false, refusal, degraded };
  const made = await scope.ports.accounts.passkeyOptions(to);
  if (!made.ok) return made;
  return { ok: true, response: jsonResponse(scope.requestId, { options: made.options }) };
}

/** `POST /api/account/passkey`: keeps a passkey that was made with options for it; they say whose it is. */
export async function postPasskey(scope: RouteScope): Promise<Answer> {
  const body = await readJson(scope.request, scope.maxBodyBytes);
  if (!body.ok) return body;
  const parsed = passkeyRequestSchema.safeParse(body.value);
  if (!parsed.success)
    return invalid("passkey: must be what PublicKeyCredential.toJSON() gives; name: up to 60 characters");
  const throttled = await throttleAccount(scope, { kind: "sign-in", account: parsed.data.passkey.id });
  if (throttled.refusal) return { ok: false, refusal: throttled.refusal, degraded: throttled.degraded };
  const result = await scope.ports.accounts.addPasskey(parsed.data);
  return result.ok ? done(scope) : result;
}

/** `GET /api/account/providers`: whom people may sign in with besides us. */
export async function getProviders({ ports, requestId }: RequestScope): Promise<Answer> {
  const providers = await ports.accounts.providers();
  return { ok: true, response: jsonResponse(requestId, { providers }) };
}

/** `POST /api/account/provider`: where somebody signs in with one of them. */
export async function postProvider(scope: RouteScope): Promise<Answer> {
  const body = await readJson(scope.request, scope.maxBodyBytes);
  if (!body.ok) return body;
  const parsed = providerRequestSchema.safeParse(body.value);
  if (!parsed.success) return invalid("provider: must be one of GET /api/account/providers");
  const throttled = await throttleAccount(scope, { kind: "sign-in", account: scope.requestId });
  if (throttled.refusal) return { ok: false, refusal: throttled.refusal, degraded: throttled.degraded };
  const result = await scope.ports.accounts.providerUrl(parsed.data.provider);
  if (!result.ok) return result;
  const { url, state } = result;
  return { ok: true, response: jsonResponse(scope.requestId, { url, state }) };
}

async function isBot({ host }: RequestScope): Promise<boolean> {
  return (await host.isBot?.().catch(() => false)) ?? false;
}

function done({ requestId }: RequestScope): Answer {
  return { ok: true, response: jsonResponse(requestId, { ok: true }) };
}

function invalid(message: string): Answer {
  return { ok: false, refusal: { code: "invalid_request", message } };
}
