import { asOpenApi, createResponseCheck } from "@sendcat/api-contract";
import { DEFAULT_POLICY, openApiDocument } from "@sendcat/shared-types";
import type { Gateway } from "../create-gateway.ts";

const check = createResponseCheck(asOpenApi(openApiDocument(DEFAULT_POLICY)));

/** The gateway, whose every answer is held to the OpenAPI document; one that differs fails the test that asked. */
export function asDocumented(gateway: Gateway): Gateway {
  return async function documented(request, host) {
    const response = await gateway(request, host);
    const { method } = request;
    if (method === "HEAD" || method === "OPTIONS") return response;
    const contentType = response.headers.get("content-type");
    const body = contentType?.startsWith("application/json") ? await response.clone().text() : "";
    const path = new URL(request.url).pathname;
    const wrong = await check({ method, path, status: response.status, contentType, body });
    if (wrong !== null) throw new Error(wrong);
    return response;
  };
}
