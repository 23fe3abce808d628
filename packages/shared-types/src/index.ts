export { billingEventSchema, type BillingEvent } from "./billing/billing-event.ts";
export { CHARGE_OUTCOMES, DISPUTE_STATUSES, SUBSCRIPTION_STATUSES } from "./billing/billing-states.ts";
export { believedCost, isAbovePrice, type PricedCall } from "./budget/believed-cost.ts";
export { callPriceMicroUsd, priceMicroUsd, pricesWithWrites, type CountedTokens } from "./budget/price.ts";
export { readDayTotals, type DayPage } from "./budget/read-day-totals.ts";
export { reportedCostMicroUsd, type CostFigures } from "./budget/reported-cost.ts";
export { reportedTokens } from "./budget/reported-tokens.ts";
export { estimateTokens, mostTokens, utf8Bytes } from "./budget/tokens.ts";
export { admissionRefusal, admissionUnavailable, type AdmissionRefused } from "./errors/admission-refusal.ts";
export {
  publicErrorSchema,
  errorBodySchema,
  toPublicError,
  type PublicError,
  type ErrorBody,
} from "./errors/error-body.ts";
export { ERROR_CODES, ERROR_TABLE, type ErrorCode, type Attribution, type ErrorRow } from "./errors/error-table.ts";
export { type Refusal } from "./errors/refusal.ts";
export { refusalWords } from "./errors/refusal-words.ts";
export { windowName } from "./text/window-name.ts";
export { withinOrigin } from "./http/within-origin.ts";
export { clientAddress, UNKNOWN_ADDRESS, type ClientAddress } from "./identity/client-address.ts";
export { SendcatError } from "./errors/sendcat-error.ts";
export {
  PRINCIPAL_KINDS,
  ROLES,
  type PrincipalKind,
  type AccountSession,
  type AccountStanding,
  type Principal,
  type Role,
} from "./identity/principal.ts";
export { MAX_PROOF_CHARS, proofChallengeSchema, type ProofChallenge } from "./identity/proof-challenge.ts";
export {
  SESSION_COOKIE,
  ACCESS_AUDIENCE,
  SESSION_AUDIENCE,
  SERVICE_SUBJECT,
  sessionResponseSchema,
  sessionRequestSchema,
  type SessionResponse,
  CODE_DIGITS,
  codeRequestSchema,
  isCode,
  PASSWORD_CHARS,
  emailSchema,
  passkeyOptionsRequestSchema,
  passkeyRequestSchema,
  passwordRequestSchema,
  providerRequestSchema,
  signInSchema,
  type SignIn,
  type SignOut,
} from "./identity/session.ts";
export { percentOf, shareOf } from "./plans/share-of.ts";
export { isPlanName, PLAN_NAMES, PLANS, type PlanName, type PlanLimits, type RollingWindow } from "./plans/plan.ts";
export { planNameSchema } from "./plans/plan-name-schema.ts";
export {
  CURRENCIES,
  isPaidPlan,
  PAID_PLANS,
  PLAN_PRICES,
  priceKey,
  type Currency,
  type PaidPlan,
  type PlanPrices,
} from "./plans/plan-prices.ts";
export { billingAnswerSchema, BOUGHT_PARAM, checkoutRequestSchema } from "./api/billing.ts";
export { type Billing, type CheckoutOrder, type Purchases } from "./ports/billing.ts";
export {
  attachmentViewSchema,
  MAX_ATTACHMENT_NAME_CHARS,
  MAX_ATTACHMENTS,
  sniffAttachment,
  type AttachmentView,
} from "./chat/attachment.ts";
export {
  ANSWER_PICTURE_TYPES,
  ATTACHMENT_TYPES,
  isPicture,
  LINKED_PICTURE,
  type AttachmentType,
} from "./chat/attachment-type.ts";
export {
  answerExtraSchema,
  MAX_ANSWER_PICTURE_BYTES,
  MAX_ANSWER_PICTURES,
  MAX_SOURCE_TITLE_CHARS,
  MAX_SOURCES,
  type AnswerExtra,
  type PicturePart,
  type SourcePart,
} from "./chat/answer-extra.ts";
export { extrasText } from "./chat/extras-text.ts";
export { isExtra } from "./chat/is-extra.ts";
export { joinContinuations } from "./chat/join-continuations.ts";
export {
  MAX_PASSKEY_NAME_CHARS,
  newPasskeySchema,
  passkeyAnswerSchema,
  passkeyOptionsSchema,
  type NewPasskey,
  type PasskeyAnswer,
  type PasskeyView,
} from "./identity/passkey.ts";
export {
  providerIdSchema,
  providersResponseSchema,
  providerUrlResponseSchema,
  type ProviderUrl,
  type ProviderView,
} from "./identity/provider.ts";
export { type AttachmentStore } from "./ports/attachment-store.ts";
export { shortHash } from "./text/short-hash.ts";
export { type RetentionView } from "./plans/retention-view.ts";
export {
  SETTLE_WITHIN_MS,
  SPEND_CAP_MODES,
  type AddressShare,
  type AdmissionPolicy,
  type BreakerPolicy,
  type SpendCapMode,
  type SpendPolicy,
} from "./policy/admission-policy.ts";
export {
  REDIS_GIVE_UP_AFTER,
  REDIS_TRY_AGAIN_MS,
  type FailurePolicy,
  type ProcessAdmissionLimit,
} from "./policy/failure-policy.ts";
export { type WebhookPolicy } from "./policy/webhook-policy.ts";
export { BOT_CHECKED_ROUTES, type BotChecked } from "./api/bot-checked-routes.ts";
export { SESSION_WINDOW_SECONDS, type ProofPolicy } from "./policy/proof-policy.ts";
export { MODEL_CLASSES, type ModelClassName, type ModelClass } from "./policy/model-class.ts";
export { MODEL_PROVIDER_NAMES, MODEL_PROVIDERS, type ModelProvider } from "./policy/model-provider.ts";
export { type QuotaRoute } from "./policy/quota-route.ts";
export { MAX_RESULT_ITEMS, type JobCaps, type ToolCacheLife } from "./tools/tool-limits.ts";
export { modelRoute, quotaRoute, type ModelRoute } from "./policy/model-route.ts";
export { deployedPolicy, type PolicySettings } from "./policy/deployed-policy.ts";
export { overridePolicy, policyOverrideSchema, type PolicyOverride } from "./policy/override-policy.ts";
export { type LandedCostPolicy, type ToolPolicy } from "./policy/tool-policy.ts";
export { DEFAULT_POLICY, type Policy, type CheckpointPolicy } from "./policy/policy.ts";
export { STREAMING_STRATEGIES, type StreamingStrategy } from "./policy/streaming-strategy.ts";
export { serviceDay, type ServiceDay } from "./policy/service-day.ts";
export { MAX_PROMPT_CHARS, chatRequestSchema, type ChatRequest, type ChatRequestBody } from "./chat/chat-request.ts";
export { type SdkChatRequest } from "./chat/sdk-chat-request.ts";
export { clientIdSchema } from "./chat/ids.ts";
export { assistantMessageId } from "./chat/assistant-message-id.ts";
export { continueProblem } from "./chat/continue-problem.ts";
export { boundedHistory } from "./chat/bounded-history.ts";
export { historyStart } from "./chat/history-start.ts";
export { messageText } from "./chat/message-text.ts";
export { partChars } from "./chat/part-chars.ts";
export { statusOfFinish } from "./chat/status-of-finish.ts";
export {
  messagePartSchema,
  messageViewSchema,
  threadViewSchema,
  type MessagePart,
  type TextPart,
  type ToolPart,
  type MessageView,
  type ThreadHit,
  type ThreadView,
} from "./chat/message.ts";
export {
  actionsOf,
  countSentence,
  ENDING_TABLE,
  ENDINGS,
  endingSentence,
  FREE_EMPTY_ANSWERS_A_DAY,
  type Ending,
  type EndingAction,
} from "./chat/ending.ts";
export { MESSAGE_STATUSES, type MessageStatus } from "./chat/message-status.ts";
export { messageStatusSchema } from "./chat/message-status-schema.ts";
export {
  turnSegmentSchema,
  turnChunkSchema,
  type TurnSegment,
  type TextSegment,
  type ExtraSegment,
  type ToolSegment,
  type TurnChunk,
} from "./stream/turn-segment.ts";
export { partsFromSegments } from "./stream/parts-from-segments.ts";
export { segmentsFromParts } from "./stream/segments-from-parts.ts";
export { EXPORT_FORMATS, EXPORT_STATES, type ExportFormat, type ExportView } from "./chat/export-view.ts";
export { sharedPageSchema, type SharedPage } from "./chat/shared-thread.ts";
export { partsFromChunks } from "./stream/parts-from-chunks.ts";
export { UI_STREAM_HEADERS, type TurnMetadata, type UiChunk } from "./stream/ui-chunk.ts";
export { FINISH_REASONS, isDeclined, type FinishReason } from "./stream/finish-reason.ts";
export { type FirewallFacts, type FirewallVerdict, type Firewall } from "./ports/firewall.ts";
export {
  type AccountResult,
  type Accounts,
  type CodePurpose,
  type PasskeyOptions,
  type SignInRequest,
  type SignInResult,
} from "./ports/accounts.ts";
export { type Grantee, type Identity, type Recognised, type SessionGrant } from "./ports/identity.ts";
export { type ModelPrices, type PriceList } from "./ports/prices.ts";
export { type ProviderData } from "./policy/provider-data.ts";
export { tokenPrices, type TokenPrices } from "./policy/token-prices.ts";
export { generationName, readGenerationName } from "./budget/generation-name.ts";
export { type GenerationCost, type GenerationCosts } from "./ports/generation-costs.ts";
export { type ProofOfWork, type ProofPurpose, type SolvedProof, type SpentProofs } from "./ports/proof-of-work.ts";
export {
  type ModelMessage,
  type ModelTool,
  type ModelToolCall,
  type ModelReasoning,
  type ModelRequest,
  type ModelUsage,
  type ModelEvent,
  type AnswerOrigin,
  type ModelStream,
  type ModelFailure,
  type Model,
} from "./ports/model.ts";
export { type DayTotals, type Ledger } from "./ports/ledger.ts";
export {
  type Meter,
  type Offer,
  type UserMeters,
  type ReserveRequest,
  type Reservation,
  type ReservationRef,
  type ReserveResult,
  type RerouteRequest,
  type RouteOutcome,
  type SettleRequest,
  type SettleResult,
  type QuotaSnapshot,
  type Quota,
} from "./ports/quota.ts";
export { type ShareStore } from "./ports/share-store.ts";
export { type Page, type ThreadStore } from "./ports/thread-store.ts";
export { THROTTLE_NAMES, type ThrottleName, type ThrottleResult, type Throttle } from "./ports/throttle.ts";
export {
  type Credential,
  type TurnOwner,
  type TurnProgress,
  type TurnSignal,
  type BeginTurn,
  type BeginResult,
  type Checkpoint,
  type CheckpointReply,
  type EarlierSearch,
  type FinishTurn,
  type DocumentText,
  type HistoryMessage,
  type TurnView,
  type TurnStore,
} from "./ports/turn-store.ts";
export {
  type DeliveryMemory,
  type WebhookDelivery,
  type WebhookInbox,
  type WebhookOutcome,
  type WebhookReading,
  type WebhookSource,
} from "./ports/webhooks.ts";
export { CORE_CONTRACT } from "./api/core-contract.ts";
export { readinessSchema, type Readiness } from "./api/readiness.ts";
export { configSchema, type ClientConfig } from "./api/config.ts";
export {
  API_CALLERS,
  type ApiAnswer,
  type ApiBody,
  type ApiCaller,
  type ApiRoute,
  type RouteThrottle,
} from "./api/api-route.ts";
export { API_ROUTES } from "./api/api-routes.ts";
export type {
  ApiRouteName,
  BotCheckedRoute,
  RouteBody,
  RouteHasCaller,
  RouteJson,
  RouteParam,
  RouteQuery,
} from "./api/route-types.ts";
export { routeRefusals } from "./api/route-refusals.ts";
export { openApiDocument } from "./api/openapi-document.ts";
export { largestBody, UNREAD_BODY_BYTES } from "./api/largest-body.ts";
export { methodsOf } from "./api/methods-of.ts";
export { pathExpression } from "./api/path-expression.ts";
export {
  API_VERSION_HEADER,
  DEGRADED_HEADER,
  FILE_NAME_HEADER,
  REQUEST_ID_HEADER,
  TURN_ID_HEADER,
} from "./api/headers.ts";
export { API_VERSION, OLDEST_API_VERSION } from "./api/api-version.ts";
export { quotaViewSchema, type QuotaView } from "./api/quota-view.ts";
export { cleanText } from "./tools/clean-text.ts";
export { cutText } from "./text/cut-text.ts";
export { landedCostJmd } from "./tools/landed-cost.ts";
export { safeImageUrl, safeUrl } from "./tools/safe-url.ts";
export { MAX_QUERY_CHARS, modelTools, parseToolInput, type ToolInput } from "./tools/tool-input.ts";
export { toolJobSchema, type ToolJob } from "./tools/tool-job.ts";
export { TOOL_JOB_STATES } from "./tools/tool-job-state.ts";
export { PRODUCT_SOURCES } from "./tools/product-source.ts";
export { canonicalInput, toolKey } from "./tools/tool-key.ts";
export { isToolName, TOOL_NAMES, TOOL_PART_TYPES, toolOfPart, TOOLS, type ToolName } from "./tools/tool-table.ts";
export { namesOf } from "./records/names-of.ts";
export { recordOf } from "./records/record-of.ts";
export {
  productSchema,
  toolResultSchema,
  webPageSchema,
  type Product,
  type ToolResult,
  type WebPage,
} from "./tools/tool-result.ts";
export { SearchFailure, type SearchProvider } from "./ports/search-provider.ts";
export {
  type ToolCache,
  type ToolFound,
  type ToolLookup,
  type ToolOutcome,
  type ToolPublication,
} from "./ports/tool-cache.ts";
export { type ToolAnswer, type ToolQuestion, type ToolQueue } from "./ports/tool-queue.ts";
export {
  METRICS,
  type CounterName,
  type CounterRow,
  type HistogramName,
  type HistogramRow,
  type MetricName,
} from "./metrics/metric-table.ts";
export { isRecord, type JsonRecord } from "./json/is-record.ts";
export { GAUGES, type GaugeRow } from "./metrics/gauge-table.ts";
export { addIncrements, counted, observed, type Increments } from "./metrics/increments.ts";
export { histogramPercentile, histogramsOf, mergedHistogram, type Histogram } from "./metrics/histogram.ts";
export { type Metrics } from "./ports/metrics.ts";
export {
  type AuditEvent,
  type BreakerView,
  type Operations,
  type OperationsLog,
  type OperationsReading,
  type QueueReading,
} from "./ports/operations.ts";
export { type OperationsSnapshot } from "./api/operations-snapshot.ts";
export {
  LIMIT_NAMES,
  type ControlChange,
  type Controls,
  type CoreTask,
  type LimitName,
  type OperatorChange,
} from "./operations/controls.ts";
export { controlChangeSchema } from "./operations/control-change-schema.ts";
export { SIGN_IN_CODE_MINUTES } from "./identity/sign-in-code.ts";
export { RECIPIENT_NAMES, RECIPIENTS, RECIPIENTS_OF_THE_CORE, type RecipientName } from "./privacy/recipients.ts";
export { PUBLIC_PAGES, UNFILLED_ATTRIBUTE, type PublicPagePath } from "./privacy/public-pages.ts";
export {
  MAX_REPORT_CHARS,
  REPORT_DAYS,
  REPORT_REASON_NAMES,
  REPORT_REASONS,
  REPORT_SUBJECTS,
  type ReportReason,
  type ReportSubject,
} from "./reports/report-reason.ts";
export { reportRequestSchema, reportViewSchema, type ReportView } from "./reports/report.ts";
export { type NewReport, type Reports } from "./ports/reports.ts";
export {
  isSecret,
  SECRET_NAMES,
  SECRET_READERS,
  SECRETS,
  secretsNotOf,
  withSecretsOf,
  type SecretNotOf,
  type SecretReader,
} from "./settings/secrets.ts";
