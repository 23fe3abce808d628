import {
  API_CALLERS,
  API_ROUTES,
  DEFAULT_POLICY,
  ERROR_TABLE,
  largestBody,
  routeRefusals,
  type ApiRoute,
} from "@sendcat/shared-types";

export function routeList(): string {
  return API_ROUTES.map(({ method, path }) => `\`${method} ${path}\``).join(" · ");
}

/** The routes in full: for whom, the largest body, what is answered and what is refused. */
export function routeTable(): string {
  const routes: readonly ApiRoute[] = API_ROUTES;
  const rows = routes.map((route) => {
    const { method, path, summary, caller, body, answers } = route;
    const largest = body ? largestBody(route, DEFAULT_POLICY).toLocaleString("en") : "";
    const refused = [...new Set(routeRefusals(route).map((code) => ERROR_TABLE[code].status))].toSorted(
      (a, b) => a - b,
    );
    return `| \`${method} ${path}\` | ${summary} | ${caller} | ${largest} | ${Object.keys(answers).join(" ")} | ${refused.join(" ")} |`;
  });
  const head = [
    "| route | | caller | largest body, bytes | answers | refusals |",
    "| --- | --- | --- | --- | --- | --- |",
  ];
  return [...head, ...rows].join("\n");
}

/** Who the callers of the table are. */
export function callerList(): string {
  return Object.entries(API_CALLERS)
    .map(([name, { who }]) => `- **${name}**: ${who}`)
    .join("\n");
}
