import type { ServerResponse } from "node:http";
import { errorOf, type OpenRouterError } from "./error-body.ts";

export function respondJson(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.end(text);
}

/** Sends OpenRouter's error body. `message` replaces the usual text of that status. */
export function respondError(response: ServerResponse, status: number, message?: string): void {
  const error: OpenRouterError = message === undefined ? errorOf(status) : { code: status, message };
  respondJson(response, status, { error });
}
