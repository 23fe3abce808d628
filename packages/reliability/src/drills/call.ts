import { randomUUID } from "node:crypto";
import type { Agent, IncomingMessage } from "node:http";
import { Stripe } from "stripe";
import { post } from "../load/post.ts";
import { RequestFailed, sendRequest } from "../load/send-request.ts";
import { turnRequest } from "../load/turn-request.ts";
import type { Group, Outcome } from "./outcome.ts";

/** Only signs: it makes no calls. */
const { webhooks } = new Stripe("sk_test");

export interface CallContext {
  readonly agent: Agent;
  readonly timeoutMs: number;
  readonly startedMs: number;
}

type Called = Pick<Outcome, "status" | "code" | "scope" | "firstTokenMs"> & { readonly retryAfterMs: number };

/** Addresses reserved for tests of network devices (RFC 2544, 198.18.0.0/15); no real client has one. */
function forwardedFor({ addresses }: Group, caller: number): Readonly<Record<string, string>> {
  if (addresses === undefined) return {};
  const index = caller % addresses;
  return { "x-forwarded-for": `198.${18 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}` };
}

/** Makes one call of a group and returns its outcome, failures included. */
export async function call(group: Group, user: number, context: CallContext): Promise<Outcome & Called> {
  const atMs = performance.now();
  const called = await send(group, user, context);
  const tookMs = performance.now() - atMs;
  return { group: group.name, user, atMs: atMs - context.startedMs, tookMs, ...called };
}

async function send(group: Group, user: number, context: CallContext): Promise<Called> {
  const { sends } = group;
  if (sends.kind === "turn") return await turn(group, { prompt: sends.prompt, user }, context);
  const forwarded = forwardedFor(group, user);
  if (sends.kind === "session") return await answerTo(group, { body: "{}", headers: forwarded }, context);
  const body = bankEvent();
  const signature = webhooks.generateTestHeaderString({ payload: body, secret: sends.secret });
  return await answerTo(group, { body, headers: { ...forwarded, "stripe-signature": signature } }, context);
}

async function turn(
  group: Group,
  { prompt, user }: { readonly prompt: string; readonly user: number },
  { agent, timeoutMs }: CallContext,
): Promise<Called> {
  const text = prompt.replaceAll("{id}", randomUUID());
  const { headers, body } = turnRequest(group.tokens[user % group.tokens.length] ?? "", text);
  const { url, bytesPerSecond } = group;
  try {
    const options = { agent, url, timeoutMs, ...(bytesPerSecond === undefined ? {} : { bytesPerSecond }) };
    const { firstTokenMs } = await sendRequest(
      { headers: { ...headers, ...forwardedFor(group, user) }, body },
      options,
    );
    return { status: 200, code: null, scope: null, retryAfterMs: 0, firstTokenMs };
  } catch (error) {
    if (!(error instanceof RequestFailed))
      return { ...BROKEN, code: error instanceof Error ? error.message : "unknown" };
    return { status: error.status, ...refusalIn(error.tail), firstTokenMs: null };
  }
}

const BROKEN: Called = { status: 0, code: null, scope: null, firstTokenMs: null, retryAfterMs: 0 };

/** A successful payment, as Stripe reports it. */
function bankEvent(): string {
  const object = {
    id: `ch_${randomUUID()}`,
    object: "charge",
    customer: `cus_${randomUUID()}`,
    amount: 900,
    amount_refunded: 0,
    currency: "usd",
    status: "succeeded",
    refunded: false,
  };
  const created = Math.floor(Date.now() / 1_000);
  return JSON.stringify({
    id: `evt_${randomUUID()}`,
    object: "event",
    type: "charge.succeeded",
    created,
    data: { object },
  });
}

function answerTo(
  group: Group,
  sending: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
  { agent, timeoutMs }: CallContext,
): Promise<Called> {
  const headers = { "content-type": "application/json", ...sending.headers };
  return new Promise((settle) => {
    const onResponse = (response: IncomingMessage): void => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text = (text + chunk.toString("latin1")).slice(-2_048)));
      response.on("error", () => settle(BROKEN));
      response.on("end", () => {
        const status = response.statusCode ?? 0;
        settle({
          status,
          ...(status < 400 ? { code: null, scope: null, retryAfterMs: 0 } : refusalIn(text)),
          firstTokenMs: null,
        });
      });
    };
    const onError = (): void => settle(BROKEN);
    post(group.url, { agent, headers, body: sending.body, timeoutMs }, { onResponse, onError });
  });
}

/** The error object, as a body of its own or at the end of a stream. */
function refusalIn(text: string): Pick<Called, "code" | "scope" | "retryAfterMs"> {
  const field = (name: string): string | null => new RegExp(`"${name}":"([^"]*)"`).exec(text)?.[1] ?? null;
  const retryAfterMs = Number(/"retryAfterMs":(\d+)/.exec(text)?.[1] ?? 0);
  return { code: field("code") ?? "no-ending", scope: field("scope"), retryAfterMs };
}
