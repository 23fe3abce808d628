import { largestBody, type ApiRouteName, type RouteParam } from "@sendcat/shared-types";
import type { Answer, RequestScope, RouteScope } from "../request-scope.ts";
import { acceptBody } from "../turn/accept/accept-body.ts";
import { acceptQuery } from "../turn/accept/accept-query.ts";
import { authenticateCaller } from "../turn/authenticate/authenticate-caller.ts";
import { ownId } from "./own-id.ts";
import type { Route } from "./route-table.ts";
import { throttleRoute } from "./throttle-route.ts";

/** Checks what the route's row asks for, in the order of the stages; then the route's own code answers. */
export async function answerRoute(route: Route, scope: RequestScope): Promise<Answer> {
  const { request, url, ports, policy } = scope;
  const maxBodyBytes = largestBody(route, policy);
  const asked = acceptQuery(url, route.query);
  if (!asked.ok) return asked;
  const accepted = await acceptBody(request, route.body, maxBodyBytes);
  if (!accepted.ok) return accepted;
  const authenticated = await authenticateCaller(request, ports.identity, route.caller);
  if (!authenticated.ok) return authenticated;
  const { principal } = authenticated;
  const throttled = route.throttle ? await throttleRoute(scope, route.throttle, principal) : null;
  if (throttled) return { ok: false, refusal: throttled };
  const checked = { params: paramsOf(route, url), query: asked.query, body: accepted.body, principal, maxBodyBytes };
  // safe because the row has just made each of them
  return await route.answer({ ...scope, ...checked } as RouteScope<ApiRouteName>);
}

function paramsOf({ pattern }: Route, url: URL): Readonly<Record<RouteParam<ApiRouteName>, string>> {
  const found = Object.entries(pattern.exec(url.pathname)?.groups ?? {});
  // safe because the pattern has a group for each of the path's parameters
  return Object.fromEntries(found.map(([name, segment]) => [name, ownId(segment)])) as Readonly<
    Record<RouteParam<ApiRouteName>, string>
  >;
}
