import { isRecord } from "@sendcat/shared-types";
import type { IncomingMessage, ServerResponse } from "node:http";
import { FAULTS, isFault } from "./faults.ts";
import { ODD_STREAMS } from "./odd-streams.ts";
import { readJsonBody } from "./read-body.ts";
import { respondError, respondJson } from "./respond.ts";
import type { SimContext } from "./sim-context.ts";
import { numberParam, paramsOfBody, paramsProblem } from "./sim-params.ts";

/**
 * The simulator's own calls, for programs on this machine only (a browser is recognized by its Origin header):
 * `POST /admin/faults {fault, count | forever, model?, after?, ...}`, `GET /admin/requests`, `GET /admin/odd-streams`,
 * `POST /admin/pace {ttftMs?, tokensPerSecond?}`, `POST /admin/reset`.
 */
export async function handleAdmin(
  context: SimContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isLoopback(request.socket.remoteAddress) || request.headers.origin !== undefined) {
    return respondError(response, 403, "admin: for programs on this machine only");
  }
  const call = `${request.method} ${(request.url ?? "").split("?")[0]}`;
  if (call === "GET /admin/requests") {
    return respondJson(response, 200, { counts: context.log.counts(), requests: context.log.list() });
  }
  if (call === "GET /admin/odd-streams") {
    return respondJson(response, 200, { streams: ODD_STREAMS.map(({ name, reads }) => ({ name, reads })) });
  }
  if (call === "POST /admin/reset") {
    context.faults.clear();
    context.log.reset();
    context.pace = context.defaultPace;
    return respondJson(response, 200, { ok: true });
  }
  if (call !== "POST /admin/faults" && call !== "POST /admin/pace") return respondError(response, 404, "Not found");
  const body = await readJsonBody(request);
  if (!body || !isRecord(body.value)) return respondError(response, 400, "admin: expected a JSON object");
  const problem = call === "POST /admin/pace" ? setPace(context, body.value) : addFault(context, body.value);
  if (problem !== null) return respondError(response, 400, problem);
  respondJson(response, 200, { ok: true });
}

function setPace(context: SimContext, body: Readonly<Record<string, unknown>>): string | null {
  const params = paramsOfBody(body);
  const unknown = Object.keys(params).find((name) => name !== "ttft-ms" && name !== "tokens-per-second");
  if (unknown !== undefined) return "pace: expected ttftMs and tokensPerSecond";
  const problem = paramsProblem(params);
  if (problem !== null) return problem;
  context.pace = {
    ttftMs: numberParam(params, "ttft-ms") ?? context.pace.ttftMs,
    tokensPerSecond: numberParam(params, "tokens-per-second") ?? context.pace.tokensPerSecond,
  };
  return null;
}

function addFault(context: SimContext, body: Readonly<Record<string, unknown>>): string | null {
  const { count = 1, forever = false, model = null, ...rest } = body;
  const fault = String(rest["fault"]);
  if (!isFault(fault)) return `faults: fault must be one of ${FAULTS.join(", ")}`;
  if (typeof count !== "number" || !Number.isInteger(count) || count < 1) return "faults: count must be a whole number";
  if (model !== null && typeof model !== "string") return "faults: model must be a model id";
  const params = paramsOfBody(rest);
  const problem = paramsProblem(params);
  if (problem !== null) return problem;
  context.faults.add({ params, count: forever === true ? null : count, model });
  return null;
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(::1$|127\.|::ffff:127\.)/.test(address);
}
