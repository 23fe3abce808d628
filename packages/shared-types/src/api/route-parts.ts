import type { z } from "zod";
import type { Policy } from "../policy/policy.ts";
import type { ApiAnswer, RouteThrottle } from "./api-route.ts";

export const jsonBody = <Schema extends z.ZodType>(
  schema: Schema,
  maxBytes: number | ((policy: Policy) => number),
) => ({
  type: "json" as const,
  schema,
  maxBytes: typeof maxBytes === "number" ? () => maxBytes : maxBytes,
});
export const json = <Schema extends z.ZodType>(schema: Schema) => ({ type: "json" as const, schema });
export const EVENT_STREAM = { type: "event-stream" } as const satisfies ApiAnswer;
export const EMPTY = { type: "empty" } as const satisfies ApiAnswer;

export const OPERATORS = { caller: "operator", crossOrigin: false, unthrottled: "operators" } as const;

export const READS = { name: "read", by: "user", scope: "user.read" } as const satisfies RouteThrottle;
export const PAYMENTS = { name: "billing", by: "user", scope: "user.billing" } as const satisfies RouteThrottle;
export const SIGN_IN_LIMITERS = ["sign-in", "sign-in-account"] as const;
export const CODE_TRY_LIMITERS = [...SIGN_IN_LIMITERS, "code-tries-day"] as const;
