import type { IncomingMessage, ServerResponse } from "node:http";
import type { CreateEmailResponseSuccess } from "resend";
import { readJsonBody } from "../openrouter/read-body.ts";
import { respondJson, serve } from "../serve.ts";
import { inboxPage } from "./inbox-page.ts";
import type { Letter } from "./letter.ts";
import { FAULTS, invalid, missing, NO_KEY, NOT_FOUND, WRONG_KEY, type Refusal } from "./refusals.ts";

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
const MAX_FAULTS = 1_000;
const MAX_ADDRESSEES = 50;

/**
 * Resend's `POST /emails`. Nothing is delivered: `GET /` shows an inbox, `GET /admin/letters?to=` the same for programs. It refuses a wrong key,
 * a request without a user agent and a wrong email as Resend does; `POST /admin/faults {count, name}` makes it refuse with one of `FAULTS`, by default
 * 500.
 */
export async function createResendSimulator(options: ResendSimulatorOptions = {}): Promise<ResendSimulator> {
  let letters: Letter[] = [];
  let faults: readonly Refusal[] = [];

  async function send(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Resend's front door refuses it before the API sees it.
    if (request.headers["user-agent"] === undefined) return void response.writeHead(403).end("error code: 1010");
    const [, key] = /^Bearer (.+)$/.exec(request.headers.authorization ?? "") ?? [];
    if (key === undefined) return refuse(response, NO_KEY);
    if (!/^re_\S+$/.test(key)) return refuse(response, WRONG_KEY);
    const [fault, ...later] = faults;
    faults = later;
    if (fault) return refuse(response, fault);
    const letter = letterOf((await readJsonBody(request))?.value);
    if ("statusCode" in letter) return refuse(response, letter);
    letters = [letter, ...letters].slice(0, KEPT);
    respondJson(response, 200, { id: letter.id } satisfies CreateEmailResponseSuccess);
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
      // safe because each is checked below
      const given = Object((await readJsonBody(request))?.value) as Readonly<Record<string, unknown>>;
      const fault = FAULTS[String(given["name"] ?? "application_error")];
      if (!fault) return refuse(response, NOT_FOUND);
      faults = Array.from({ length: Math.min(Number(given["count"]), MAX_FAULTS) }, () => fault);
      return respondJson(response, 200, { ok: true });
    }
    refuse(response, NOT_FOUND);
  }

  const served = await serve({ ...options, name: "mail" }, handle);
  return { ...served, letters: () => letters };
}

/** `email@example.com` or `Name <email@example.com>`. */
const ADDRESS = /^(?:[^\s@<>]+@[^\s@<>]+|[^<>]+<[^\s@<>]+@[^\s@<>]+>)$/;

function letterOf(body: unknown): Letter | Refusal {
  const { from, to, subject, text } = Object(body) as Record<string, unknown>; // safe because each is checked below
  if (!isText(from)) return missing("from");
  if (!ADDRESS.test(from)) return invalid("from");
  const addressees: readonly unknown[] = Array.isArray(to) ? to : [to];
  const known = addressees.filter(isText);
  if (known.length === 0) return missing("to");
  if (known.length < addressees.length || known.length > MAX_ADDRESSEES || !known.every((one) => ADDRESS.test(one)))
    return invalid("to");
  if (!isText(subject)) return missing("subject");
  if (!isText(text)) return missing("text");
  return { id: crypto.randomUUID(), from, to: known, subject, text, atMs: Date.now() };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function refuse(response: ServerResponse, error: Refusal): void {
  if (error.statusCode === 429) response.setHeader("retry-after", "1");
  respondJson(response, error.statusCode, error);
}
