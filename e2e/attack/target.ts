import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { sessionResponseSchema } from "@sendcat/shared-types";
import { codeFor } from "../api/letters.ts";
import type { OwnStack } from "../stack/own-stack.ts";

/** The stack under attack, and what an attempt needs to judge its outcome. */
export interface Target extends OwnStack {
  readonly webhookSecret: string;
}

export interface Sent {
  readonly method?: string;
  readonly token?: string | undefined;
  /** The client's address. */
  readonly from?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes go as they are, everything else as JSON. */
  readonly body?: unknown;
  /** Instead of the front. */
  readonly at?: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The refusal's code and scope; empty without a refusal. */
  readonly refusal: string;
}

let addresses = 0;
/** An address that no attempt has used yet. */
export function newAddress(): string {
  addresses += 1;
  return `198.18.${addresses >> 8}.${addresses & 255}`;
}

/** A request as an attacker makes it: with any header, from any address. */
export async function send(target: Pick<Target, "web">, path: string, sent: Sent = {}): Promise<Reply> {
  const { token, from, body, at = target.web } = sent;
  const isJson = body !== undefined && typeof body !== "string" && !(body instanceof Uint8Array);
  const response = await fetch(`${at}${path}`, {
    method: sent.method ?? (body === undefined ? "GET" : "POST"),
    redirect: "manual",
    headers: {
      ...(isJson ? { "content-type": "application/json" } : {}),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(from === undefined ? {} : { "x-simulated-address": from }),
      ...sent.headers,
    },
    // safe because bytes and text are bodies
    ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : (body as string) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, refusal: refusalIn(text) };
}

function refusalIn(text: string): string {
  try {
    // safe because another shape gives undefined
    const { error } = JSON.parse(text) as { error?: { code?: string; scope?: string } };
    return [error?.code, error?.scope].filter(Boolean).join(" ");
  } catch {
    return "";
  }
}

/** Times that a client sends again what a busy service refused with 503, after the time that the service asked for. */
const TRIES = 5;

async function sendPatiently(target: Pick<Target, "web">, path: string, sent: Sent): Promise<Reply> {
  let reply = await send(target, path, sent);
  for (let tries = 1; reply.status === 503 && tries < TRIES; tries++) {
    await delay(Number(reply.headers.get("retry-after") ?? 1) * 1_000);
    reply = await send(target, path, sent);
  }
  return reply;
}

/** Somebody with tokens: a guest or an account. */
export interface Person {
  readonly web: string;
  readonly from: string;
  readonly userId: string;
  readonly token: string;
  readonly sessionToken: string;
  readonly email: string;
}

/** `POST /api/session` of a native app. */
export async function sessionOf(
  target: Pick<Target, "web">,
  { from, body = {}, sessionToken }: { from: string; body?: object; sessionToken?: string },
): Promise<Person> {
  const reply = await sendPatiently(target, "/api/session", {
    from,
    token: sessionToken,
    body: { client: "native", ...body },
  });
  if (reply.status !== 200) throw new Error(`no session: HTTP ${reply.status} ${reply.text}`);
  const { token, user, sessionToken: kept = "" } = sessionResponseSchema.parse(JSON.parse(reply.text));
  return { web: target.web, from, userId: user.id, token, sessionToken: kept, email: user.email ?? "" };
}

export async function newGuest(target: Pick<Target, "web">, from: string = newAddress()): Promise<Person> {
  return await sessionOf(target, { from });
}

export function newEmail(): string {
  return `${randomUUID()}@attack.test`;
}

/** Has a code mailed and reads it, as only the address's owner can. */
export async function mailedCode(
  target: Pick<Target, "web" | "mail">,
  { email, from, purpose = "sign-in" }: { email: string; from: string; purpose?: string },
): Promise<string> {
  const sinceMs = Date.now();
  const reply = await sendPatiently(target, "/api/account/code", { from, body: { email, purpose } });
  if (reply.status !== 200) throw new Error(`no code: HTTP ${reply.status} ${reply.text}`);
  return await codeFor(target.mail, email, sinceMs);
}

export async function newAccount(
  target: Pick<Target, "web" | "mail">,
  {
    email = newEmail(),
    from = newAddress(),
    sessionToken,
  }: { email?: string; from?: string; sessionToken?: string } = {},
): Promise<Person> {
  const code = await mailedCode(target, { email, from });
  const body = { signIn: { email, code } };
  return await sessionOf(target, { from, body, ...(sessionToken === undefined ? {} : { sessionToken }) });
}

/** A call of a Convex function at the deployment's own address. */
export async function callCore(
  target: Pick<Target, "convex">,
  path: string,
  { token, args = {}, kind = "function" }: { token?: string | undefined; args?: unknown; kind?: string },
): Promise<{ readonly ok: boolean; readonly value: unknown; readonly text: string }> {
  const response = await fetch(`${target.convex.url}/api/${kind}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ path, args, format: "json" }),
  });
  const text = await response.text();
  // safe because another shape gives undefined
  const { status, value } = JSON.parse(text) as { status?: string; value?: unknown };
  return { ok: response.ok && status === "success", value, text };
}
