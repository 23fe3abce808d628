import {
  API_VERSION,
  API_VERSION_HEADER,
  counted,
  ERROR_TABLE,
  methodsOf,
  REQUEST_ID_HEADER,
  type ChatRequest,
  type Policy,
  type Refusal,
} from "@sendcat/shared-types";
import type { GatewayPorts, PublicAddresses } from "./gateway-ports.ts";
import type { HostContext } from "./host-context.ts";
import { HandOver } from "./live/hand-over.ts";
import type { LiveTurns } from "./live/live-turns.ts";
import { Readers } from "./live/readers.ts";
import { WorkerPulse } from "./live/worker-pulse.ts";
import { Readiness } from "./operations/readiness.ts";
import type { Answer, RequestScope } from "./request-scope.ts";
import { refusalFromFault } from "./respond/refusal-from-fault.ts";
import { refusalResponse } from "./respond/refusal-response.ts";
import { withoutBody } from "./respond/without-body.ts";
import { answerRoute } from "./routes/answer-route.ts";
import { routesAt, type Route } from "./routes/route-table.ts";
import { checkFirewall } from "./turn/accept/check-firewall.ts";
import { checkOrigin } from "./turn/accept/check-origin.ts";
import { checkVersion } from "./turn/accept/check-version.ts";
import { ToolFlights } from "./tools/tool-flights.ts";
import { crossOriginHeaders } from "./turn/accept/cross-origin-headers.ts";

export type Gateway = (request: Request, host: HostContext) => Promise<Response>;

/**
 * The whole HTTP API as one function from Request to Response. Never rejects: what is refused or breaks is answered with an ErrorBody.
 * Turns of this process are kept in the closure, so a host makes one gateway and keeps it.
 */
export function createGateway(ports: GatewayPorts, policy: Policy, addresses: PublicAddresses): Gateway {
  const turns: LiveTurns = new Map();
  const handOver = new HandOver(turns);
  const readers = new Readers(policy.readers);
  const readiness = new Readiness(ports);
  const beginning = new Set<ChatRequest>();
  const webhooksInFlight = new Set<string>();
  const worker = ports.newId();
  const pulse = new WorkerPulse({
    turns,
    store: ports.turnStore,
    worker,
    policy: policy.checkpoint,
    now: ports.now,
    onFault: (where, fault) => ports.record({ event: "fault", requestId: worker, where, message: String(fault) }),
  });

  const flights = new ToolFlights({
    cache: ports.toolCache,
    queue: ports.toolQueue,
    newId: ports.newId,
    now: ports.now,
    onFault: (where, fault) => ports.record({ event: "fault", requestId: worker, where, message: String(fault) }),
  });

  const ofProcess = { turns, flights, beginning, webhooksInFlight, worker, pulse, handOver, readers, readiness };
  const shared = { ports, policy, addresses, ...ofProcess };

  return async function gateway(request, host) {
    const requestId = requestIdOf(request, ports);
    const url = new URL(request.url);
    const scope: RequestScope = { request, url, requestId, host, ...shared };
    const routes = routesAt(url.pathname);
    const answered = await respond(scope, routes);
    const response = request.method === "HEAD" ? await withoutBody(answered) : answered;
    response.headers.set(API_VERSION_HEADER, String(API_VERSION));
    for (const [name, value] of crossOriginHeaders(request, policy, routes)) response.headers.set(name, value);
    return response;
  };
}

async function respond(scope: RequestScope, routes: readonly Route[]): Promise<Response> {
  const { ports, requestId, request, url } = scope;
  let answer: Answer;
  try {
    answer = await route(scope, routes);
  } catch (fault) {
    ports.record({ event: "fault", requestId, where: url.pathname, message: String(fault) });
    ports.metrics.count(counted("faults", ["request"]));
    answer = { ok: false, refusal: refusalFromFault(fault) };
  }
  if (answer.ok) return answer.response;
  const { code, scope: limit } = answer.refusal;
  const { status, attribution } = ERROR_TABLE[code];
  ports.record({
    event: "request-refused",
    requestId,
    method: request.method,
    path: url.pathname,
    status,
    code,
    scope: limit ?? null,
    attribution,
    degraded: answer.degraded ? [answer.degraded] : [],
  });
  ports.metrics.count(counted("refusals", [String(status), code, attribution, limit ?? ""]));
  if (answer.degraded) ports.metrics.count(counted("degraded", [answer.degraded]));
  const { degraded = null, allowed = [] } = answer;
  return refusalResponse(answer.refusal, { requestId, nowMs: ports.now(), degraded, allowed });
}

async function route(scope: RequestScope, matches: readonly Route[]): Promise<Answer> {
  const { request, policy, ports } = scope;
  if (matches.length === 0) return refuse({ code: "not_found" });
  const unwanted = checkFirewall(ports.firewall, scope) ?? checkOrigin(request, policy) ?? checkVersion(request);
  if (unwanted) return refuse(unwanted);
  const allowed = methodsOf(matches);
  if (request.method === "OPTIONS") {
    return { ok: true, response: new Response(null, { status: 204, headers: { allow: allowed.join(", ") } }) };
  }
  const method = request.method === "HEAD" ? "GET" : request.method;
  const match = matches.find((one) => one.method === method);
  if (!match) return { ok: false, refusal: { code: "method_not_allowed" }, allowed };
  return await answerRoute(match, scope);
}

function refuse(refusal: Refusal): Answer {
  return { ok: false, refusal };
}

/** The caller's own request id if it is a plain one, so that a trace can begin at the client. */
function requestIdOf(request: Request, ports: GatewayPorts): string {
  const given = request.headers.get(REQUEST_ID_HEADER);
  return given && /^[\w-]{8,64}$/.test(given) ? given : ports.newId();
}
