import type { ServerResponse } from "node:http";
import { respondJson } from "../serve.ts";

const CODES: Readonly<Record<number, string>> = { 401: "unauthorized", 404: "NOT_FOUND" };

/** An error in OpenAI's format: only the HTTP status is a number; `code` is a word. */
export function respondError(response: ServerResponse, status: number, message: string): void {
  const type = "invalid_request_error";
  respondJson(response, status, { error: { object: "error", type, code: CODES[status] ?? type, message } });
}
