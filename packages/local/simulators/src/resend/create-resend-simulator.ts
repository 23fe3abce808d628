import type { IncomingMessage, ServerResponse } from "node:http";
import { readJsonBody } from "../openrouter/read-body.ts";
import { respondJson, serve } from "../serve.ts";
import { inboxPage } from "./inbox-page.ts";
import type { Letter } from "./letter.ts";

export interface ResendSimulatorOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly host?: string;
}

export interface ResendSimulator {
  readonly origin: string;
  /** Newest first. */
  letters(): readonly Letter[];
  close(): Promise<void>;
}

const KEPT = 1_000;

/**
 * Resend's `POST /emails`. Nothing is delivered: `GET /` shows an inbox, `GET /admin/letters?to=` the same for programs. A malformed key
 * gets Resend's 401, an email without sender, recipient or text its 422; `POST /admin/faults {count}` makes it answer 500.
 */
export async function createResendSimulator(options: ResendSimulatorOptions = {}): Promise<ResendSimulator> {
  let letters: Letter[] = [];
  let faults = 0;

  async function send(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!/^Bearer \S+$/.test(request.headers.authorization ?? ""))
      return refuse(response, { statusCode: 401, name: "missing_api_key", message: "Missing API Key" });
    if (faults > 0) {
      faults -= 1;
      return refuse(response, { statusCode: 500, name: "application_error", message: "Something went wrong" });
    }
    const letter = letterOf((await readJsonBody(request))?.value);
    if (letter === null) {
      const message = "Missing `from`, `to`, `subject` or one of `html` and `text`.";
      return refuse(response, { statusCode: 422, name: "missing_required_field", message });
    }
    letters = [letter, ...letters].slice(0, KEPT);
    respondJson(response, 200, { id: letter.id });
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://localhost");
    const call = `${request.method} ${url.pathname}`;
    if (call === "POST /emails") return await send(request, response);
    if (call === "GET /") {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
      return void response.end(inboxPage(letters));
    }
    if (call === "GET /admin/letters") {
      const to = url.searchParams.get("to");
      return respondJson(response, 200, { letters: letters.filter((letter) => to === null || letter.to.includes(to)) });
    }
    const isProgram = request.headers.origin === undefined;
    if (call === "POST /admin/faults" && isProgram) {
      const { count } = Object((await readJsonBody(request))?.value) as { count?: unknown }; // safe because it is checked below
      faults = typeof count === "number" ? count : 0;
      return respondJson(response, 200, { ok: true });
    }
    refuse(response, { statusCode: 404, name: "not_found", message: "The requested endpoint does not exist" });
  }

  const served = await serve({ ...options, name: "mail" }, handle);
  return { ...served, letters: () => letters };
}

function letterOf(body: unknown): Letter | null {
  const { from, to, subject, text } = Object(body) as Record<string, unknown>; // safe because each is checked below
  const addressees = typeof to === "string" ? [to] : to;
  if (!isText(from) || !isText(subject) || !isText(text)) return null;
  if (!Array.isArray(addressees) || addressees.length === 0 || !addressees.every(isText)) return null;
  return { id: crypto.randomUUID(), from, to: addressees, subject, text, atMs: Date.now() };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

interface ResendError {
  readonly statusCode: number;
  readonly name: string;
  readonly message: string;
}

function refuse(response: ServerResponse, error: ResendError): void {
  respondJson(response, error.statusCode, error);
}
