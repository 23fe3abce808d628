import { API_ROUTES, pathExpression, type ApiRoute, type ApiRouteName } from "@sendcat/shared-types";
import type { Answer, RouteScope } from "../request-scope.ts";
import { getOpenApi } from "./get-openapi.ts";
import { getConfig, getHealth, getJwks } from "./get-public.ts";
import { getOpsMetrics, getOpsSnapshot } from "./get-ops.ts";
import { getQuota } from "./get-quota.ts";
import { getReady } from "./get-ready.ts";
import { getShare } from "./get-share.ts";
import { getThreadMessages, getThreads } from "./get-threads.ts";
import { getTurnStream } from "./get-turn-stream.ts";
import {
  getProviders,
  postAccountCode,
  postAccountPassword,
  postPasskey,
  postPasskeyOptions,
  postProvider,
} from "./post-account.ts";
import { postAttachment } from "./post-attachment.ts";
import { postBillingCheckout, postBillingPortal } from "./post-billing.ts";
import { postChat } from "./post-chat.ts";
import { postOpsControl } from "./post-ops-control.ts";
import { postSession } from "./post-session.ts";
import { postWebhook } from "./post-webhook.ts";
import { getReports, postReport, postReportHandled } from "./reports.ts";
import { postTurnStop } from "./post-turn-stop.ts";

type Answering<Name extends ApiRouteName> = (scope: RouteScope<Name>) => Promise<Answer>;

/** The own code of each route of the HTTP API, the same on all hosts. */
const ANSWERS: { readonly [Name in ApiRouteName]: Answering<Name> } = {
  "POST /api/chat": postChat,
  "GET /api/chat/{turnId}/stream": getTurnStream,
  "POST /api/chat/{turnId}/stop": postTurnStop,
  "POST /api/session": postSession,
  "POST /api/account/code": postAccountCode,
  "POST /api/account/password": postAccountPassword,
  "POST /api/account/passkey/options": postPasskeyOptions,
  "POST /api/account/passkey": postPasskey,
  "GET /api/account/providers": getProviders,
  "POST /api/account/provider": postProvider,
  "POST /api/attachments": postAttachment,
  "POST /api/billing/checkout": postBillingCheckout,
  "POST /api/billing/portal": postBillingPortal,
  "POST /api/webhooks/{source}": postWebhook,
  "GET /api/threads": getThreads,
  "GET /api/threads/{threadId}/messages": getThreadMessages,
  "GET /api/shares/{shareId}": getShare,
  "POST /api/reports": postReport,
  "GET /api/quota": getQuota,
  "GET /api/config": getConfig,
  "GET /api/openapi.json": getOpenApi,
  "GET /api/health": getHealth,
  "GET /api/ready": getReady,
  "GET /api/ops/metrics": getOpsMetrics,
  "GET /api/ops/snapshot": getOpsSnapshot,
  "GET /api/ops/reports": getReports,
  "POST /api/ops/reports/{reportId}/handle": postReportHandled,
  "POST /api/ops/controls": postOpsControl,
  "GET /.well-known/jwks.json": getJwks,
};

export interface Route extends ApiRoute {
  readonly name: ApiRouteName;
  readonly pattern: RegExp;
  readonly answer: Answering<ApiRouteName>;
}

export const ROUTES: readonly Route[] = API_ROUTES.map((route) => {
  // safe because the names are made of these same methods and paths
  const name = `${route.method} ${route.path}` as ApiRouteName;
  // safe because the scope is made from the row of the same name
  return {
    ...route,
    name,
    pattern: new RegExp(`^${pathExpression(route.path)}$`),
    answer: ANSWERS[name] as Answering<ApiRouteName>,
  };
});

/** The routes of a path, one for each method. */
export function routesAt(path: string): readonly Route[] {
  return ROUTES.filter(({ pattern }) => pattern.test(path));
}
