import { codeRequestSchema, passwordRequestSchema } from "@sendcat/shared-types";
import type { Answer, RequestScope } from "../request-scope.ts";
import { jsonResponse } from "../respond/json-response.ts";
import { readJson } from "../turn/accept/read-json.ts";
import { throttleAccount } from "./throttle-account.ts";

const MAX_BODY_BYTES = 2_048;

/** `POST /api/account/code`: mails a code. What comes back tells nobody whether the address has an account. */
export async function postAccountCode(scope: RequestScope): Promise<Answer> {
  const body = await readJson(scope.request, MAX_BODY_BYTES);
  if (!body.ok) return body;
  const parsed = codeRequestSchema.safeParse(body.value);
  if (!parsed.success) return invalid("email: must be an address; purpose: must be sign-in or password");
  if (await isBot(scope)) return { ok: false, refusal: { code: "blocked", scope: "bot.botid" } };
  const { refusal, degraded } = await throttleAccount(scope, { kind: "code", email: parsed.data.email });
  if (refusal) return { ok: false, refusal, degraded };
  const result = await scope.ports.accounts.sendCode(parsed.data);
  return result.ok ? done(scope) : result;
}

/** `POST /api/account/password`: sets the password of who holds the code that was mailed for it. */
export async function postAccountPassword(scope: RequestScope): Promise<Answer> {
  const body = await readJson(scope.request, MAX_BODY_BYTES);
  if (!body.ok) return body;
  const parsed = passwordRequestSchema.safeParse(body.value);
  if (!parsed.success) return invalid("email, code of six digits, password: must be there");
  const { refusal, degraded } = await throttleAccount(scope, { kind: "sign-in", email: parsed.data.email });
  if (refusal) return { ok: false, refusal, degraded };
  const result = await scope.ports.accounts.setPassword(parsed.data);
  return result.ok ? done(scope) : result;
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
