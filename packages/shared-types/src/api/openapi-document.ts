import { z } from "zod";
import { errorBodySchema } from "../errors/error-body.ts";
import { ERROR_TABLE, type ErrorCode } from "../errors/error-table.ts";
import type { Policy } from "../policy/policy.ts";
import { API_CALLERS, type ApiAnswer, type ApiRoute } from "./api-route.ts";
import { API_ROUTES } from "./api-routes.ts";
import { API_VERSION } from "./api-version.ts";
import { API_VERSION_HEADER } from "./headers.ts";
import { largestBody } from "./largest-body.ts";
import { routeRefusals } from "./route-refusals.ts";

const ERROR_BODY = { "application/json": { schema: { $ref: "#/components/schemas/ErrorBody" } } };

const VERSION_PARAMETER = {
  name: API_VERSION_HEADER,
  in: "header",
  required: false,
  description:
    "The version of the API that the client was written for. One that is no longer answered gets `client_outdated`.",
  schema: { type: "integer", minimum: 0 },
};

const made = new WeakMap<Policy, ReturnType<typeof makeDocument>>();

/**
 * The HTTP API as an OpenAPI 3.1 document (spec.openapis.org/oas/v3.1.1), made from the table of routes. Made once for a policy: making it takes
 * some 17 ms, and anyone may ask for it.
 */
export function openApiDocument(policy: Policy): ReturnType<typeof makeDocument> {
  const document = made.get(policy) ?? makeDocument(policy);
  made.set(policy, document);
  return document;
}

function makeDocument(policy: Policy) {
  const routes: readonly ApiRoute[] = API_ROUTES;
  const paths = new Map<string, Readonly<Record<string, ReturnType<typeof operationOf>>>>();
  for (const route of routes) {
    const operations = paths.get(route.path) ?? {};
    paths.set(route.path, { ...operations, [route.method.toLowerCase()]: operationOf(route, policy) });
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Sendcat",
      version: String(API_VERSION),
      description:
        "Ask questions, read answers as they are written, and manage the conversations. Within a version of this API there are only additions: ignore members that you do not know.",
    },
    servers: [{ url: "/" }],
    paths: Object.fromEntries(paths),
    components: {
      schemas: { ErrorBody: schemaOf(errorBodySchema) },
      securitySchemes: {
        accessToken: {
          type: "http",
          scheme: "bearer",
          description: "The `token` of `POST /api/session`. It is good for a quarter of an hour.",
        },
      },
    },
  };
}

function operationOf(route: ApiRoute, policy: Policy) {
  const { method, path, summary, caller, body, query } = route;
  return {
    operationId: operationId(method, path),
    summary,
    description: `Who may call it: ${API_CALLERS[caller].who}`,
    security: API_CALLERS[caller].needsToken ? [{ accessToken: [] }] : [],
    parameters: [VERSION_PARAMETER, ...pathParameters(path), ...queryParameters(query)],
    ...(body === undefined ? {} : { requestBody: requestBody(route, policy) }),
    responses: { ...answersOf(route), ...refusalsOf(route) },
  };
}

/** `POST /api/chat/{turnId}/stop`: `postChatTurnIdStop`. */
function operationId(method: string, path: string): string {
  const words = path.split(/\W+/).filter((word) => word !== "" && word !== "api");
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function pathParameters(path: string) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", maxLength: 80 },
  }));
}

function queryParameters(query: ApiRoute["query"]) {
  if (!query) return [];
  const { properties = {} } = schemaOf(query);
  return Object.entries(properties).map(([name, schema]) => ({ name, in: "query", required: false, schema }));
}

function requestBody(route: ApiRoute, policy: Policy) {
  const { body } = route;
  const description = `At most ${largestBody(route, policy).toLocaleString("en")} bytes.`;
  if (body?.type === "json")
    return { required: true, description, content: { "application/json": { schema: schemaOf(body.schema) } } };
  return {
    required: true,
    description,
    content: Object.fromEntries((body?.contentTypes ?? []).map((type) => [type, {}])),
  };
}

function answersOf({ answers }: ApiRoute) {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [
      status,
      { description: Number(status) < 300 ? "Done." : "Not now.", ...contentOf(answer) },
    ]),
  );
}

function contentOf(answer: ApiAnswer) {
  if (answer.type === "json") return { content: { "application/json": { schema: schemaOf(answer.schema) } } };
  if (answer.type === "event-stream")
    return {
      content: {
        "text/event-stream": { schema: { type: "string", description: "The AI SDK's UI message stream, version 1." } },
      },
    };
  return answer.type === "text" ? { content: { "text/plain": { schema: { type: "string" } } } } : {};
}

/** Refusals by status: each names its codes. A status that is also an answer of the route keeps the answer's shape. */
function refusalsOf(route: ApiRoute) {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of routeRefusals(route)) {
    const { status } = ERROR_TABLE[code];
    if (route.answers[status]) continue;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      { description: codes.map((code) => `\`${code}\`: ${ERROR_TABLE[code].message}`).join(" "), content: ERROR_BODY },
    ]),
  );
}

function schemaOf(schema: z.ZodType) {
  // The input side of both: a client sends it, and an answer may have members that a client does not know.
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return json;
}
