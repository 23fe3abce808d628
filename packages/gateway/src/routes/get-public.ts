import { MAX_PROMPT_CHARS, type ClientConfig } from "@sendcat/shared-types";
import type { Answer, RequestScope } from "../request-scope.ts";
import { jsonResponse } from "../respond/json-response.ts";

/** `GET /api/config`: where clients stream from and what they may ask for. */
export async function getConfig({ policy, addresses, requestId }: RequestScope): Promise<Answer> {
  const config: ClientConfig = {
    streamBaseUrl: addresses.streamBaseUrl,
    strategy: policy.strategy,
    convexUrl: addresses.convexUrl,
    models: Object.values(policy.models).map(({ name, label }) => ({ name, label })),
    maxPromptChars: MAX_PROMPT_CHARS,
  };
  return { ok: true, response: jsonResponse(requestId, config) };
}

/** `GET /api/health`: this process answers. Touches no dependency. */
export async function getHealth({ requestId, turns }: RequestScope): Promise<Answer> {
  return { ok: true, response: jsonResponse(requestId, { status: "ok", openTurns: turns.size }) };
}

/** `GET /.well-known/jwks.json`: the public keys of our tokens, cacheable for as long as a rotation overlaps. */
export async function getJwks({ ports, requestId }: RequestScope): Promise<Answer> {
  const headers = { "cache-control": "public, max-age=300" };
  return { ok: true, response: jsonResponse(requestId, await ports.identity.jwks(), { headers }) };
}
