import { isRecord } from "@sendcat/shared-types";
import { getTransformedRoutes, type Route } from "@vercel/routing-utils";
import type { Reading } from "../reading.ts";
import type { Visit } from "../visit.ts";
import { compileField } from "./compile-field.ts";

export interface RouteAnswer {
  readonly mitigation: "deny" | "challenge" | null;
  /** Set on the answer, whatever the function says. Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface CompiledVercelJson {
  readonly answer: (visit: Visit) => RouteAnswer;
  /** `maxDuration` of `functions`; null: the platform's default. */
  readonly maxDurationMs: number | null;
}

/** Says how to build and where to run: nothing that a request could see. */
const OF_THE_BUILD = ["$schema", "framework", "installCommand", "buildCommand", "outputDirectory", "regions"];
const SHOWN = ["routes", "headers", "functions"];
const ROUTE_KEYS = ["src", "methods", "has", "missing", "mitigate", "headers", "continue", "caseSensitive"];

/**
 * What vercel.json does to requests: `routes` that mitigate, `headers`, and the duration of `functions`. Vercel's own library makes routes of
 * the file, as a deployment does. Throws for any setting that would not be obeyed here.
 */
export function compileVercelJson(file: object, reading: Reading): CompiledVercelJson {
  const unknown = Object.keys(file).filter((key) => ![...OF_THE_BUILD, ...SHOWN].includes(key));
  if (unknown.length > 0) throw new Error(`vercel.json: ${unknown.join(", ")}: not simulated`);
  const { routes, error } = getTransformedRoutes(file);
  if (error) throw new Error(`vercel.json: ${error.message}`);
  const compiled = (routes ?? []).map((route) => compileRoute(route, reading));
  return {
    maxDurationMs: maxDurationMs("functions" in file ? file.functions : {}),
    answer(visit) {
      let headers = {};
      for (const route of compiled) {
        if (!route.matches(visit)) continue;
        headers = { ...headers, ...route.headers };
        if (!route.goesOn) return { mitigation: route.mitigation, headers };
      }
      return { mitigation: null, headers };
    },
  };
}

function compileRoute(route: Route, reading: Reading) {
  const unknown = Object.keys(route).filter((key) => !ROUTE_KEYS.includes(key));
  if ("handle" in route || unknown.length > 0)
    throw new Error(`vercel.json: a route has ${unknown.join(", ")}: not simulated`);
  const { src, methods, has = [], missing = [], mitigate, headers = {}, continue: goesOn = false } = route;
  const path = new RegExp(src, route.caseSensitive ? "" : "i");
  const present = has.map((field) => compileField(field, reading));
  const absent = missing.map((field) => compileField(field, reading));
  return {
    mitigation: mitigate?.action ?? null,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    goesOn,
    matches: (visit: Visit): boolean =>
      path.test(visit.rawPath) &&
      (methods === undefined || methods.includes(visit.method)) &&
      present.every((holds) => holds(visit)) &&
      !absent.some((holds) => holds(visit)),
  };
}

/** Which function answers is the framework's business, so all have to have the same duration. */
function maxDurationMs(functions: unknown): number | null {
  const all = new Set(Object.values(functions ?? {}).map((one) => (isRecord(one) ? one["maxDuration"] : undefined)));
  if (all.size > 1) throw new Error("vercel.json: functions with different maxDuration are not simulated");
  const [seconds] = all;
  return typeof seconds === "number" ? seconds * 1_000 : null;
}
