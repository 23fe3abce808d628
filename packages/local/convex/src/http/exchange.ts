import type { IncomingMessage, ServerResponse } from "node:http";
import { type Authorization, authorize, callerOf } from "../auth/authorize.ts";
import type { Engine } from "../engine/engine.ts";
import type { Caller } from "../runtime/identity.ts";
import { corsHeaders } from "./cors.ts";
import { HttpError } from "./http-error.ts";

/** One HTTP request to the deployment, and methods to answer it. */
export class Exchange {
  readonly engine: Engine;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly #adminKey: string;

  constructor(
    server: { engine: Engine; adminKey: string; url: URL },
    request: IncomingMessage,
    response: ServerResponse,
  ) {
    this.engine = server.engine;
    this.#adminKey = server.adminKey;
    this.request = request;
    this.response = response;
    this.url = server.url;
  }

  /** @throws AuthError */
  authorization(): Promise<Authorization> {
    return authorize(this.request.headers.authorization, {
      adminKey: this.#adminKey,
      providers: this.engine.program?.authProviders ?? [],
    });
  }

  /** @throws AuthError */
  async caller(): Promise<Caller> {
    return callerOf(await this.authorization(), {
      ip: this.request.socket.remoteAddress ?? null,
      userAgent: this.request.headers["user-agent"] ?? null,
    });
  }

  /** Some CLI requests carry the key in the body, others in the header. @throws HttpError */
  async requireAdmin(body: Record<string, unknown>): Promise<void> {
    if (body.adminKey === this.#adminKey) return;
    if (body.adminKey === undefined && (await this.authorization()).isAdmin) return;
    throw new HttpError(401, "BadAdminKey", "The provided admin key was invalid for this instance");
  }

  json(value: unknown, status = 200): void {
    this.#send(JSON.stringify(value), status, "application/json");
  }

  /** Sends JSON that is already serialized. */
  rawJson(text: string): void {
    this.#send(text, 200, "application/json");
  }

  text(value: string, status = 200): void {
    this.#send(value, status, "text/plain; charset=utf-8");
  }

  #send(body: string, status: number, contentType: string): void {
    // With a content length the answer is one write; without it, it is sent in chunks.
    const headers = { "content-type": contentType, "content-length": Buffer.byteLength(body) };
    this.response.writeHead(status, { ...headers, ...corsHeaders(this.request) });
    this.response.end(body);
  }
}

export type Handler = (exchange: Exchange) => Promise<void>;
