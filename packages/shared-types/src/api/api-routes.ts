import type { Policy } from "../policy/policy.ts";

/** What a route reads of a request's body. */
export interface ApiBody {
  /** `json` must come as application/json; of `any` the route judges itself. */
  readonly type: "json" | "any";
  /** The largest it takes of anybody, in bytes. */
  readonly maxBytes: (policy: Policy) => number;
}

export interface ApiRoute {
  readonly method: "GET" | "POST";
  /** A segment in braces stands for any one segment. */
  readonly path: string;
  /** Absent where no body is read. */
  readonly body?: ApiBody;
}

const jsonOf = (maxBytes: number | ApiBody["maxBytes"]): ApiBody => ({
  type: "json",
  maxBytes: typeof maxBytes === "number" ? () => maxBytes : maxBytes,
});

/** Every route of the HTTP API. The gateway answers by this table, and the firewall's rules for methods and bodies are made of it. */
export const API_ROUTES = [
  { method: "POST", path: "/api/chat", body: jsonOf((policy) => policy.maxBodyBytes) },
  { method: "GET", path: "/api/chat/{turnId}/stream" },
  { method: "POST", path: "/api/chat/{turnId}/stop" },
  { method: "POST", path: "/api/session", body: jsonOf(6_144) },
  { method: "POST", path: "/api/account/code", body: jsonOf(2_048) },
  { method: "POST", path: "/api/account/password", body: jsonOf(2_048) },
  { method: "POST", path: "/api/account/passkey/options", body: jsonOf(2_048) },
  // An attestation with its key is the largest.
  { method: "POST", path: "/api/account/passkey", body: jsonOf(12_288) },
  { method: "GET", path: "/api/account/providers" },
  { method: "POST", path: "/api/account/provider", body: jsonOf(2_048) },
  {
    method: "POST",
    path: "/api/attachments",
    body: {
      type: "any",
      maxBytes: ({ plans }) => Math.max(...Object.values(plans).map(({ attachmentBytes }) => attachmentBytes)),
    },
  },
  { method: "POST", path: "/api/billing/checkout", body: jsonOf(1_024) },
  { method: "POST", path: "/api/billing/portal" },
  {
    method: "POST",
    path: "/api/webhooks/{source}",
    body: { type: "any", maxBytes: ({ webhooks }) => webhooks.maxBodyBytes },
  },
  { method: "GET", path: "/api/threads" },
  { method: "GET", path: "/api/threads/{threadId}/messages" },
  { method: "GET", path: "/api/shares/{shareId}" },
  { method: "GET", path: "/api/quota" },
  { method: "GET", path: "/api/config" },
  { method: "GET", path: "/api/health" },
  { method: "GET", path: "/api/ready" },
  { method: "GET", path: "/api/ops/metrics" },
  { method: "GET", path: "/api/ops/snapshot" },
  { method: "POST", path: "/api/ops/controls", body: jsonOf(1_024) },
  { method: "GET", path: "/.well-known/jwks.json" },
] as const satisfies readonly ApiRoute[];

type NameOf<Route> = Route extends ApiRoute ? `${Route["method"]} ${Route["path"]}` : never;
/** A route by its method and path, `POST /api/chat`. */
export type ApiRouteName = NameOf<(typeof API_ROUTES)[number]>;
