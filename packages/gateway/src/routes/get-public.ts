import { MAX_PROMPT_CHARS } from "@sendcat/shared-types";
import type { Answer, RouteScope } from "../request-scope.ts";
import { jsonAnswer } from "../respond/json-answer.ts";

/** `GET /api/config`: where clients stream from and what they may ask for. */
export async function getConfig(scope: RouteScope<"GET /api/config">): Promise<Answer> {
  const { policy, addresses } = scope;
  return jsonAnswer(scope, {
    streamBaseUrl: addresses.streamBaseUrl,
    strategy: policy.strategy,
    convexUrl: addresses.convexUrl,
    models: Object.values(policy.models).map(({ name, label }) => ({ name, label })),
    maxPromptChars: MAX_PROMPT_CHARS,
  });
}

/** `GET /api/health`: this process answers. Touches no dependency. */
export async function getHealth(scope: RouteScope<"GET /api/health">): Promise<Answer> {
  return jsonAnswer(scope, { status: "ok", openTurns: scope.turns.size });
}

/** `GET /.well-known/jwks.json`: the public keys of our tokens, cacheable for as long as a rotation overlaps. */
export async function getJwks(scope: RouteScope<"GET /.well-known/jwks.json">): Promise<Answer> {
  const headers = { "cache-control": "public, max-age=300" };
  return jsonAnswer(scope, await scope.ports.identity.jwks(), { headers });
}
