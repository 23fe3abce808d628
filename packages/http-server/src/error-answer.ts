import { randomUUID } from "node:crypto";
import { STATUS_CODES, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import {
  API_VERSION,
  API_VERSION_HEADER,
  ERROR_TABLE,
  REQUEST_ID_HEADER,
  toPublicError,
  type ErrorBody,
  type Refusal,
} from "@sendcat/shared-types";

export interface ErrorAnswer extends Pick<Refusal, "code" | "message"> {
  /** Where HTTP has a more precise status than the code's row. */
  readonly status?: number;
  /** The methods of the path, if the method was refused. */
  readonly allowed?: readonly string[];
}

/** Answers with our error body and closes the connection. */
export function answerWith(outgoing: ServerResponse, error: ErrorAnswer): void {
  const { status, headers, body } = partsOf(error);
  outgoing.writeHead(status, headers).end(body);
}

/** The same for a request that never became one. */
export function writeTo(socket: Duplex, error: ErrorAnswer): void {
  const { status, headers, body } = partsOf(error);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`, ...lines, "", body].join("\r\n"));
}

function partsOf({ code, message, status = ERROR_TABLE[code].status, allowed }: ErrorAnswer) {
  const requestId = randomUUID();
  const answer: ErrorBody = { error: toPublicError({ code, message }), requestId };
  const body = JSON.stringify(answer);
  const headers: Readonly<Record<string, string>> = {
    "content-type": "application/json; charset=utf-8",
    "content-length": String(Buffer.byteLength(body)),
    "cache-control": "no-store",
    connection: "close",
    [REQUEST_ID_HEADER]: requestId,
    [API_VERSION_HEADER]: String(API_VERSION),
    ...(allowed ? { allow: allowed.join(", ") } : {}),
  };
  return { status, headers, body };
}
