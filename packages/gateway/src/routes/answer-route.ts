import { largestBody, type ApiRouteName, type RouteParam } from "@sendcat/shared-types";
import type { Answer, RequestScope, RouteScope } from "../request-scope.ts";
import { acceptBody } from "../turn/accept/accept-body.ts";
import { acceptQuery } from "../turn/accept/accept-query.ts";
import { authenticateCaller } from "../turn/authenticate/authenticate-caller.ts";
import { ownId } from "./own-id.ts";
import type { Route } from "./route-table.ts";
import { throttleRoute } from "./throttle-route.ts";

/** Makes the checks in the route's row, in the order of the stages; then calls the route's own code. */
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
  // safe because each was just made from this row
  return await route.answer({ ...scope, ...checked } as RouteScope<ApiRouteName>);
}

function paramsOf({ path }: Route, url: URL): Readonly<Record<RouteParam<ApiRouteName>, string>> {
  const segments = url.pathname.split("/");
  const params = path
    .split("/")
    .flatMap((part, at) => (part.startsWith("{") ? [[part.slice(1, -1), ownId(segments[at] ?? "")]] : []));
  // safe because each of the path's parameters has been given a value
  return Object.fromEntries(params) as Readonly<Record<RouteParam<ApiRouteName>, string>>;
}
