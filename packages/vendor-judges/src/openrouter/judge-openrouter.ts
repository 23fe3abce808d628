import { startCountingUnrecognized as count } from "@openrouter/sdk/types/unrecognized.js";
import { ChatRequest$outboundSchema } from "@openrouter/sdk/models/chatrequest.js";
import { ChatResult$inboundSchema } from "@openrouter/sdk/models/chatresult.js";
import { ChatStreamChunk$inboundSchema } from "@openrouter/sdk/models/chatstreamchunk.js";
import { GenerationResponse$inboundSchema } from "@openrouter/sdk/models/generationresponse.js";
import { ModelsListResponse$inboundSchema } from "@openrouter/sdk/models/modelslistresponse.js";
import { GetCurrentKeyResponse$inboundSchema } from "@openrouter/sdk/models/operations/getcurrentkey.js";
import { camelCase, problemsIn, type PublishedSchema } from "../problems-in.ts";
import { ERROR_SCHEMAS } from "./error-schemas.ts";

/**
 * Fields that OpenRouter sends in answers and chunks, and its schema does not list. Sources: `provider` is in the schema of its own AI SDK provider
 * (`@openrouter/ai-sdk-provider`), `native_finish_reason` in https://openrouter.ai/docs/api/reference/overview#completionsresponse-format
 */
const UNLISTED: ReadonlySet<string> = new Set(["provider", "native_finish_reason"]);

/** The answers that have a schema, by name. */
const ANSWERS = {
  "chat completion": ChatResult$inboundSchema,
  chunk: ChatStreamChunk$inboundSchema,
  models: ModelsListResponse$inboundSchema,
  generation: GenerationResponse$inboundSchema,
  key: GetCurrentKeyResponse$inboundSchema,
} as const satisfies Record<string, PublishedSchema>;

/** Names of the fields whose contents are the caller's own. */
const FREE_FORM: ReadonlySet<string> = new Set(["parameters"]);

/** What is wrong with the JSON of an answer by OpenRouter's schema; nothing: it conforms. */
export function openRouterAnswerProblems(kind: keyof typeof ANSWERS, json: unknown): readonly string[] {
  return problemsIn(ANSWERS[kind], json, { count, unlisted: UNLISTED });
}

/** The same for the body of a refusal. A status that the schema does not list is a problem. */
export function openRouterErrorProblems(status: number, json: unknown): readonly string[] {
  const schema = ERROR_SCHEMAS[status];
  return schema ? problemsIn(schema, json, { count }) : [`status ${status}: not listed`];
}

/** The same for the body of `POST /chat/completions`. */
export function openRouterRequestProblems(json: unknown): readonly string[] {
  // The schema of a request reads the names of the SDK and writes those of the wire.
  return problemsIn({ safeParse: (wire) => ChatRequest$outboundSchema.safeParse(inCamelCase(wire)) }, json, { count });
}

function inCamelCase(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(inCamelCase);
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]: [string, unknown]) => [
      camelCase(name),
      FREE_FORM.has(name) ? value : inCamelCase(value),
    ]),
  );
}
