import type { ServerResponse } from "node:http";

/** Statuses and titles of https://vercel.com/docs/errors; the header's status is the one that clients see. */
const ERRORS = {
  URL_TOO_LONG: [414, "Request-URI Too Long"],
  REQUEST_HEADER_TOO_LARGE: [494, "Request Header Too Large"],
  FUNCTION_PAYLOAD_TOO_LARGE: [413, "Request Entity Too Large"],
  FUNCTION_INVOCATION_FAILED: [500, "A server error has occurred"],
  FUNCTION_INVOCATION_TIMEOUT: [504, "An error occurred with your deployment"],
  EDGE_FUNCTION_INVOCATION_TIMEOUT: [504, "An error occurred with your deployment"],
} as const;

export type PlatformErrorCode = keyof typeof ERRORS;

/** Answers with Vercel's own error, which is text: its title, its code and the id of the request. Closes the connection. */
export function respondPlatformError(response: ServerResponse, code: PlatformErrorCode): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  const [status, title] = ERRORS[code];
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "public, max-age=0, must-revalidate",
    "x-vercel-error": code,
    connection: "close",
  });
  response.end(`${title}\n\n${code}\n\n${String(response.getHeader("x-vercel-id"))}\n`);
}

const MITIGATIONS = {
  deny: [403, "deny", "Forbidden"],
  challenge: [429, "challenge", "Vercel Security Checkpoint"],
  rate_limit: [429, "deny", "Too Many Requests"],
} as const;

export type Mitigation = keyof typeof MITIGATIONS;

/** Answers as the firewall does: JSON with the status as its code. The real challenge is a page, which none of our clients can solve. */
export function respondMitigated(response: ServerResponse, mitigation: Mitigation): void {
  const [status, header, message] = MITIGATIONS[mitigation];
  response.writeHead(status, {
    "content-type": "application/json",
    "cache-control": "private, no-store, max-age=0",
    "x-vercel-mitigated": header,
    connection: "close",
  });
  response.end(JSON.stringify({ error: { code: String(status), message } }));
}
