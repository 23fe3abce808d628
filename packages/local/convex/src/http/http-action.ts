import { AuthError } from "../auth/auth-error.ts";
import { newRequestId } from "../engine/request-id.ts";
import { convertGuestError } from "../runtime/convert-guest-error.ts";
import { currentContext } from "../runtime/current-context.ts";
import { methodOf } from "../runtime/exported-json.ts";
import { FunctionContext } from "../runtime/function-context.ts";
import type { Caller } from "../runtime/identity.ts";
import { ANONYMOUS, callerOf } from "../auth/authorize.ts";
import type { Exchange } from "./exchange.ts";
import { readBody } from "./read-body.ts";
import { sendWebResponse } from "./send-web-response.ts";

const MAX_BODY_BYTES = 20 * 1024 * 1024;
const BODYLESS = new Set(["GET", "HEAD"]);

/** Serves `pathname` with the routes of `http.ts`; the response is streamed while the action produces it. */
export async function serveHttpAction(exchange: Exchange, pathname: string): Promise<void> {
  const { engine, request, response } = exchange;
  const method = request.method ?? "GET";
  const app = engine.program?.components.get("");
  const router = engine.program?.httpRoutes.length ? (await app?.action.load("http.js"))?.default : undefined;
  const route = methodOf(router, "lookup")?.(pathname, method === "HEAD" ? "GET" : method);
  const action: unknown = Array.isArray(route) ? route[0] : null;
  const invoke = methodOf(action, "invokeHttpAction");
  if (!app || !invoke) {
    exchange.text("No matching routes found", 404);
    return;
  }
  const context = new FunctionContext({
    kind: "action",
    component: app,
    path: `${method} ${pathname}`,
    caller: await lenientCaller(exchange),
    requestId: newRequestId(),
    transaction: null,
  });
  const startedMs = Date.now();
  let failed: string | null = null;
  const body = BODYLESS.has(method) ? null : await readBody(request, MAX_BODY_BYTES);
  const disconnected = new AbortController();
  response.on("close", () => disconnected.abort());
  try {
    const url = new URL(pathname + exchange.url.search, exchange.url.origin);
    const answer = await currentContext.run(context, () =>
      invoke(new Request(url, { method, headers: headersOf(exchange), body })),
    );
    if (!(answer instanceof Response)) throw new TypeError("HTTP action returned no Response");
    await currentContext.run(context, () => sendWebResponse(answer, response, disconnected.signal));
  } catch (error) {
    const failure = convertGuestError(error);
    engine.onFunctionError(context, failure);
    failed = failure.message;
    if (response.headersSent) response.destroy();
    else exchange.json({ code: "InternalServerError", message: failure.message }, 500);
  } finally {
    context.finished = true;
    const { logLines, path, requestId } = context;
    engine.functionLog.add({
      kind: "httpAction",
      componentPath: "",
      path,
      requestId,
      logLines,
      startedMs,
      error: failed,
      usage: null,
    });
  }
}

/** With a bad token the caller of an HTTP action is anonymous; the action decides whether to refuse. */
async function lenientCaller(exchange: Exchange): Promise<Caller> {
  try {
    return { ...(await exchange.caller()), mayCallInternal: true };
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    return { ...callerOf(ANONYMOUS, { ip: null, userAgent: null }), mayCallInternal: true };
  }
}

function headersOf({ request }: Exchange): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const item of [value ?? []].flat()) headers.append(name, item);
  }
  return headers;
}
