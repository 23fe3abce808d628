import type { Answer, RequestScope } from "../request-scope.ts";
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
import { postTurnStop } from "./post-turn-stop.ts";

export interface Route {
  readonly method: "GET" | "POST";
  readonly path: RegExp;
  readonly answer: (scope: RequestScope) => Promise<Answer>;
}

/** Every route of the HTTP API, the same on all hosts. */
export const ROUTES: readonly Route[] = [
  { method: "POST", path: /^\/api\/chat$/, answer: postChat },
  { method: "GET", path: /^\/api\/chat\/[^/]+\/stream$/, answer: getTurnStream },
  { method: "POST", path: /^\/api\/chat\/[^/]+\/stop$/, answer: postTurnStop },
  { method: "POST", path: /^\/api\/session$/, answer: postSession },
  { method: "POST", path: /^\/api\/account\/code$/, answer: postAccountCode },
  { method: "POST", path: /^\/api\/account\/password$/, answer: postAccountPassword },
  { method: "POST", path: /^\/api\/account\/passkey\/options$/, answer: postPasskeyOptions },
  { method: "POST", path: /^\/api\/account\/passkey$/, answer: postPasskey },
  { method: "GET", path: /^\/api\/account\/providers$/, answer: getProviders },
  { method: "POST", path: /^\/api\/account\/provider$/, answer: postProvider },
  { method: "POST", path: /^\/api\/attachments$/, answer: postAttachment },
  { method: "POST", path: /^\/api\/billing\/checkout$/, answer: postBillingCheckout },
  { method: "POST", path: /^\/api\/billing\/portal$/, answer: postBillingPortal },
  { method: "POST", path: /^\/api\/webhooks\/[^/]+$/, answer: postWebhook },
  { method: "GET", path: /^\/api\/threads$/, answer: getThreads },
  { method: "GET", path: /^\/api\/threads\/[^/]+\/messages$/, answer: getThreadMessages },
  { method: "GET", path: /^\/api\/shares\/[^/]+$/, answer: getShare },
  { method: "GET", path: /^\/api\/quota$/, answer: getQuota },
  { method: "GET", path: /^\/api\/config$/, answer: getConfig },
  { method: "GET", path: /^\/api\/health$/, answer: getHealth },
  { method: "GET", path: /^\/api\/ready$/, answer: getReady },
  { method: "GET", path: /^\/api\/ops\/metrics$/, answer: getOpsMetrics },
  { method: "GET", path: /^\/api\/ops\/snapshot$/, answer: getOpsSnapshot },
  { method: "POST", path: /^\/api\/ops\/controls$/, answer: postOpsControl },
  { method: "GET", path: /^\/\.well-known\/jwks\.json$/, answer: getJwks },
];
