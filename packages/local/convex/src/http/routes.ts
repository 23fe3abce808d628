import { PUSH_ROUTES } from "../push/push-routes.ts";
import { downloadArchive, TRANSFER_ROUTES } from "../transfer/transfer-routes.ts";
import type { Handler } from "./exchange.ts";
import { dataPage } from "./data-page.ts";
import { functionEndpoint, queryBatchEndpoint, queryTimestampEndpoint, runEndpoint } from "./function-api.ts";
import { downloadEndpoint, uploadEndpoint } from "./storage-api.ts";

const text =
  (value: string): Handler =>
  async (exchange) =>
    exchange.text(value);

/** Endpoints with a fixed address, by method and path. */
const FIXED_ROUTES: Readonly<Record<string, Handler>> = {
  "GET /": text("This Convex deployment is running. See https://docs.convex.dev/."),
  "GET /data": dataPage,
  "GET /version": text("convex-local"),
  "GET /instance_version": text("convex-local"),
  "GET /instance_name": async (exchange) => exchange.text(exchange.engine.instanceName),
  "GET /api/query": functionEndpoint("query"),
  "POST /api/query": functionEndpoint("query"),
  "POST /api/query_at_ts": functionEndpoint("query"),
  "POST /api/mutation": functionEndpoint("mutation"),
  "POST /api/action": functionEndpoint("action"),
  "POST /api/function": functionEndpoint(null),
  "POST /api/query_ts": queryTimestampEndpoint,
  "POST /api/query_batch": queryBatchEndpoint,
  "POST /api/storage/upload": uploadEndpoint,
  ...PUSH_ROUTES,
  ...TRANSFER_ROUTES,
};

const PREFIX_ROUTES: readonly (readonly [prefix: string, handler: Handler])[] = [
  ["POST /api/run/", runEndpoint],
  ["GET /api/storage/", downloadEndpoint],
  ["GET /api/export/zip/", downloadArchive],
];

/** The handler of a request to the deployment's main port, or null. */
export function routeOf(method: string, pathname: string): Handler | null {
  const route = `${method} ${pathname}`;
  return FIXED_ROUTES[route] ?? PREFIX_ROUTES.find(([prefix]) => route.startsWith(prefix))?.[1] ?? null;
}
