import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { API_ROUTES, DEFAULT_POLICY, largestBody, type ApiRoute, type FirewallFacts } from "@sendcat/shared-types";
import { requestFacts } from "./request-facts.ts";

export const WEB_APP = join(import.meta.dirname, "../../../../apps/web");

/** The path with an id of the greatest length. */
export const pathOf = (path: string): string => path.replaceAll(/\{\w+\}/g, "i".repeat(80));

/** A request for the route, with the largest body that it accepts. */
export function requestFor(route: ApiRoute): FirewallFacts {
  const { method, path, body } = route;
  const contentType = body === undefined ? null : body.type === "json" ? "application/json" : "image/jpeg";
  const contentLength = method === "GET" ? null : largestBody(route, DEFAULT_POLICY);
  return requestFacts({ method, path: pathOf(path), contentType, contentLength });
}

/** Everything that clients send to the API: every route with its largest body, each of its methods and each of its paths. */
export function apiRequests(): readonly FirewallFacts[] {
  const own = API_ROUTES.flatMap((route) => {
    const whole = requestFor(route);
    const bare = requestFacts({ path: whole.path });
    const also = route.method === "GET" ? ["HEAD", "OPTIONS"] : ["OPTIONS"];
    return [whole, ...also.map((method) => ({ ...bare, method }))];
  });
  return [...own, ...own.map((facts) => ({ ...facts, path: `/node${facts.path}` }))];
}

/** Files of the web app that are pages or routes, relative to the app. */
export function appSources(): readonly string[] {
  return globSync("src/app/**/{page,route}.{ts,tsx}", { cwd: WEB_APP }).toSorted();
}

/** The web app's requests outside the API: its pages and its other routes. */
export function pageRequests(): readonly FirewallFacts[] {
  const paths = appSources()
    .filter((file) => !file.includes("[...path]"))
    .map((file) =>
      dirname(file)
        .slice("src/app".length)
        .replaceAll(/\/\(\w+\)/g, ""),
    )
    .map((path) => path.replaceAll(/\[\w+\]/g, "i".repeat(80)) || "/");
  return paths.flatMap((path) => ["GET", "HEAD"].map((method) => requestFacts({ method, path })));
}
