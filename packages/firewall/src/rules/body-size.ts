import { largestBody, UNREAD_BODY_BYTES, type Policy } from "@sendcat/shared-types";
import { API, pathsOf, RULED_ROUTES } from "../api-paths.ts";
import type { Condition, Rule } from "../rule.ts";
import { decimalAbove } from "./decimal-above.ts";

/** As text: the dashboard has no numeric operator for a header. */
const larger = (bytes: number): Condition => ({
  type: "header",
  key: "content-length",
  op: "re",
  value: decimalAbove(bytes),
});
const underApi: Condition = { type: "path", op: "pre", value: API };

/** A route's largest body. The gateway counts the bytes that arrive; this refuses a larger Content-Length before any code runs. */
export function bodySize(policy: Policy): Rule {
  const reading = RULED_ROUTES.filter(({ body }) => body !== undefined);
  const sizes = [...new Set(reading.map((route) => largestBody(route, policy)))];
  return {
    id: "body-size",
    name: "Bodies larger than the route takes",
    description: "Denies API calls whose Content-Length passes what the route takes or is no number.",
    active: true,
    any: [
      ...sizes.map((bytes): readonly Condition[] => [
        { type: "path", op: "re", value: pathsOf(reading.filter((route) => largestBody(route, policy) === bytes)) },
        larger(bytes),
      ]),
      // Repeated for every path, for vercel.json: its routes have no negation, so they cannot carry the next group.
      [underApi, larger(Math.max(...sizes))],
      [underApi, { type: "path", op: "re", neg: true, value: pathsOf(reading) }, larger(UNREAD_BODY_BYTES)],
      [
        underApi,
        { type: "header", key: "content-length", op: "ex" },
        { type: "header", key: "content-length", op: "re", neg: true, value: "^[0-9]{1,15}$" },
      ],
    ],
    action: { type: "deny" },
  };
}
