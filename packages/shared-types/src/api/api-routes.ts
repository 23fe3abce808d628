import { attachmentViewSchema } from "../chat/attachment.ts";
import { ATTACHMENT_TYPES } from "../chat/attachment-type.ts";
import { messageViewSchema, threadViewSchema } from "../chat/message.ts";
import { chatBodySchema } from "../chat/sdk-chat-request.ts";
import { sharedPageSchema } from "../chat/shared-thread.ts";
import { sessionRequestSchema, sessionResponseSchema } from "../identity/session.ts";
import { controlChangeSchema } from "../operations/control-change-schema.ts";
import type { Policy } from "../policy/policy.ts";
import { reportRequestSchema, reportViewSchema } from "../reports/report.ts";
import { ACCOUNT_ROUTES } from "./account-routes.ts";
import type { ApiRoute, Bounded } from "./api-route.ts";
import { billingAnswerSchema, checkoutRequestSchema } from "./billing.ts";
import { configSchema } from "./config.ts";
import { operationsSnapshotSchema } from "./operations-snapshot.ts";
import { cursorQuerySchema, pageQuerySchema, pageSchema } from "./page.ts";
import {
  controlAnswerSchema,
  doneSchema,
  healthSchema,
  jwksSchema,
  openApiSchema,
  stopAnswerSchema,
  webhookAnswerSchema,
} from "./plain-answers.ts";
import { quotaViewSchema } from "./quota-view.ts";
import { readinessSchema } from "./readiness.ts";
import { CODE_TRY_LIMITERS, EMPTY, EVENT_STREAM, json, jsonBody, OPERATORS, PAYMENTS, READS } from "./route-parts.ts";
import { streamQuerySchema } from "./stream-query.ts";

/**
 * Every route of the HTTP API. The gateway answers by this table alone; the firewall's rules for methods and bodies, the OpenAPI document and
 * the documentation are made from it.
 */
export const API_ROUTES = [
  {
    method: "POST",
    path: "/api/chat",
    summary:
      "Asks a question. The answer streams. The same turn id is the same turn, charged once. Takes the AI SDK's own body too.",
    caller: "guest",
    crossOrigin: true,
    ownThrottles: ["read", "empty-answer"],
    body: jsonBody(chatBodySchema, (policy) => policy.maxBodyBytes),
    answers: { 200: EVENT_STREAM, 204: EMPTY },
    refusals: [
      "not_found",
      "conflict",
      "forbidden",
      "proof_required",
      "rate_limited",
      "quota_exceeded",
      "too_many_streams",
      "spend_cap_reached",
      "capacity_saturated",
      "provider_unavailable",
      "upstream_timeout",
      "upstream_error",
    ],
  },
  {
    method: "GET",
    path: "/api/chat/{turnId}/stream",
    summary:
      "Continues a turn's stream at an offset; with a thread's id, its running turn. 204 when there is nothing to continue.",
    caller: "guest",
    crossOrigin: true,
    ownThrottles: ["read"],
    query: streamQuerySchema,
    answers: { 200: EVENT_STREAM, 204: EMPTY },
  },
  {
    method: "POST",
    path: "/api/chat/{turnId}/stop",
    summary: "Stops a turn, or with a thread's id its running turn, within about a second. May be repeated.",
    caller: "guest",
    crossOrigin: true,
    ownThrottles: ["read"],
    answers: { 202: json(stopAnswerSchema) },
    refusals: ["not_found"],
  },
  {
    method: "POST",
    path: "/api/session",
    summary: "Gives an access token: for the session at hand, for a new guest, or after signing in or out.",
    caller: "public",
    crossOrigin: true,
    botCheck: true,
    ownThrottles: ["session", "session-free", "session-service", ...CODE_TRY_LIMITERS, "password-tries-day"],
    body: jsonBody(sessionRequestSchema, 6_144),
    answers: { 200: json(sessionResponseSchema) },
    refusals: ["forbidden", "proof_required"],
  },
  ...ACCOUNT_ROUTES,
  {
    method: "POST",
    path: "/api/attachments",
    summary: "Uploads a picture or a PDF for the next message. Its name goes percent-encoded into `x-file-name`.",
    caller: "guest",
    crossOrigin: true,
    ownThrottles: ["attachment"],
    body: {
      type: "bytes",
      contentTypes: ATTACHMENT_TYPES,
      maxBytes: ({ plans }: Policy) => Math.max(...Object.values(plans).map(({ attachmentBytes }) => attachmentBytes)),
    },
    answers: { 200: json(attachmentViewSchema) },
    refusals: ["forbidden", "quota_exceeded"],
  },
  {
    method: "POST",
    path: "/api/billing/checkout",
    summary: "Gives the address at which to pay for a plan.",
    caller: "user",
    crossOrigin: true,
    throttle: PAYMENTS,
    body: jsonBody(checkoutRequestSchema, 1_024),
    answers: { 200: json(billingAnswerSchema) },
    refusals: ["not_found"],
  },
  {
    method: "POST",
    path: "/api/billing/portal",
    summary: "Gives the address at which to change or end a plan and see invoices.",
    caller: "user",
    crossOrigin: true,
    throttle: PAYMENTS,
    answers: { 200: json(billingAnswerSchema) },
    refusals: ["not_found"],
  },
  {
    method: "POST",
    path: "/api/webhooks/{source}",
    summary: "Takes a delivery of a provider. Anything but 200 asks for it again.",
    caller: "webhook",
    crossOrigin: false,
    ownThrottles: ["webhook"],
    body: {
      type: "bytes",
      contentTypes: ["application/json"],
      maxBytes: ({ webhooks }: Policy) => webhooks.maxBodyBytes,
    },
    answers: { 200: json(webhookAnswerSchema) },
    refusals: ["not_found", "capacity_saturated"],
  },
  {
    method: "GET",
    path: "/api/threads",
    summary: "Lists your threads, newest first.",
    caller: "guest",
    crossOrigin: true,
    throttle: READS,
    query: pageQuerySchema(25),
    answers: { 200: json(pageSchema(threadViewSchema)) },
  },
  {
    method: "GET",
    path: "/api/threads/{threadId}/messages",
    summary: "Lists the messages of a thread's shown branch, newest first.",
    caller: "guest",
    crossOrigin: true,
    throttle: READS,
    query: pageQuerySchema(50),
    answers: { 200: json(pageSchema(messageViewSchema)) },
    refusals: ["not_found"],
  },
  {
    method: "GET",
    path: "/api/shares/{shareId}",
    summary: "Reads a shared conversation, oldest message first.",
    caller: "public",
    crossOrigin: true,
    throttle: { name: "read", by: "address", scope: "ip.share" },
    query: cursorQuerySchema,
    answers: { 200: json(sharedPageSchema) },
    refusals: ["not_found"],
  },
  {
    method: "POST",
    path: "/api/reports",
    summary:
      "Tells the operators about an answer of yours, or about a shared conversation. Reported twice, it is one report.",
    caller: "guest",
    crossOrigin: true,
    throttle: { name: "report", by: "user", scope: "user.report" },
    body: jsonBody(reportRequestSchema, 4_096),
    answers: { 200: json(doneSchema) },
    refusals: ["not_found"],
  },
  {
    method: "GET",
    path: "/api/quota",
    summary: "Says what is left of your plan.",
    caller: "guest",
    crossOrigin: true,
    throttle: READS,
    answers: { 200: json(quotaViewSchema) },
  },
  {
    method: "GET",
    path: "/api/config",
    summary: "Says what a client needs to know before it calls anything else.",
    caller: "public",
    crossOrigin: true,
    unthrottled: "process",
    answers: { 200: json(configSchema) },
  },
  {
    method: "GET",
    path: "/api/openapi.json",
    summary: "Describes this API: an OpenAPI 3.1 document.",
    caller: "public",
    crossOrigin: true,
    unthrottled: "process",
    answers: { 200: json(openApiSchema) },
  },
  {
    method: "GET",
    path: "/api/health",
    summary: "Says that this process answers. Touches no dependency.",
    caller: "public",
    crossOrigin: true,
    unthrottled: "process",
    answers: { 200: json(healthSchema) },
  },
  {
    method: "GET",
    path: "/api/ready",
    summary: "Says whether a turn could be admitted and stored now.",
    caller: "public",
    crossOrigin: true,
    unthrottled: "cached",
    answers: { 200: json(readinessSchema), 503: json(readinessSchema) },
  },
  {
    method: "GET",
    path: "/api/ops/metrics",
    summary: "Metrics as Prometheus text.",
    ...OPERATORS,
    answers: { 200: { type: "text" } },
  },
  {
    method: "GET",
    path: "/api/ops/snapshot",
    summary: "The service at this moment, the last hour by minute, and who changed what.",
    ...OPERATORS,
    answers: { 200: json(operationsSnapshotSchema) },
  },
  {
    method: "GET",
    path: "/api/ops/reports",
    summary: "Lists what users have reported, newest first.",
    ...OPERATORS,
    query: pageQuerySchema(25),
    answers: { 200: json(pageSchema(reportViewSchema)) },
  },
  {
    method: "POST",
    path: "/api/ops/reports/{reportId}/handle",
    summary: "Marks a report as handled, and logs who did it. May be repeated.",
    ...OPERATORS,
    answers: { 200: json(doneSchema) },
  },
  {
    method: "POST",
    path: "/api/ops/controls",
    summary: "Changes one switch or limit, or has the core do a task. It is logged before it is done.",
    ...OPERATORS,
    body: jsonBody(controlChangeSchema, 1_024),
    answers: { 200: json(controlAnswerSchema) },
  },
  {
    method: "GET",
    path: "/.well-known/jwks.json",
    summary: "The public keys of our tokens.",
    caller: "public",
    crossOrigin: true,
    unthrottled: "process",
    answers: { 200: json(jwksSchema) },
  },
] as const satisfies readonly (ApiRoute & Bounded)[];
