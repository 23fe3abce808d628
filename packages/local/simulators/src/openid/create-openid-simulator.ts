import { createHash, generateKeyPairSync, sign } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { respondJson, serve } from "../serve.ts";
import { consentPage } from "./consent-page.ts";

export interface OpenIdSimulatorOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly host?: string;
}

export interface OpenIdSimulator {
  readonly origin: string;
  close(): Promise<void>;
}

/** The parameters of an authorization request, stored under its code. */
interface Asked {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string | null;
}

interface Person {
  readonly sub: string;
  readonly email: string;
  readonly name: string;
  readonly email_verified: boolean;
}

const MAX_FORM_BYTES = 16_384;

/**
 * An OpenID Connect provider (Core 1.0, the code flow with PKCE): discovery, a sign-in page, one-time codes, signed id tokens. It serves any
 * client with a secret and signs anybody in as the address they type; unticking the box makes the address unconfirmed.
 */
export async function createOpenIdSimulator(options: OpenIdSimulatorOptions = {}): Promise<OpenIdSimulator> {
  const key = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const codes = new Map<string, Asked & { readonly person: Person }>();
  const tokens = new Map<string, Person>();
  let origin = "";

  async function answerForm(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const asked = askedIn(url);
    if (!asked) return respondJson(response, 400, { error: "invalid_request" });
    const form = await readForm(request);
    const back = new URL(asked.redirectUri);
    back.searchParams.set("state", url.searchParams.get("state") ?? "");
    if (form.get("choice") === "cancel") back.searchParams.set("error", "access_denied");
    else {
      const email = (form.get("email") ?? "").trim().toLowerCase();
      const sub = createHash("sha256").update(email).digest("hex").slice(0, 20);
      const code = crypto.randomUUID();
      const person = { sub, email, name: email.split("@")[0] ?? email, email_verified: form.get("confirmed") === "on" };
      codes.set(code, { ...asked, person });
      back.searchParams.set("code", code);
    }
    response.writeHead(303, { location: back.href }).end();
  }

  async function answerToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const form = await readForm(request);
    const [basicId, basicSecret] = basicOf(request.headers.authorization);
    const clientId = form.get("client_id") ?? basicId;
    if (!clientId || !(form.get("client_secret") ?? basicSecret))
      return respondJson(response, 401, { error: "invalid_client" });
    const code = form.get("code") ?? "";
    const asked = codes.get(code);
    codes.delete(code);
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const isRight =
      asked?.challenge === challenge && asked.clientId === clientId && asked.redirectUri === form.get("redirect_uri");
    if (!asked || !isRight || form.get("grant_type") !== "authorization_code")
      return respondJson(response, 400, { error: "invalid_grant" });
    const accessToken = crypto.randomUUID();
    tokens.set(accessToken, asked.person);
    respondJson(response, 200, {
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: 3_600,
      scope: "openid email profile",
      id_token: idToken(asked),
    });
  }

  function idToken({ person, nonce, clientId }: Asked & { readonly person: Person }): string {
    const nowSeconds = Math.floor(Date.now() / 1_000);
    const times = { iat: nowSeconds, exp: nowSeconds + 3_600 };
    const claims = { iss: origin, aud: clientId, ...times, ...(nonce ? { nonce } : {}), ...person };
    const [head, body] = [{ alg: "RS256", kid: "1", typ: "JWT" }, claims].map((part) =>
      Buffer.from(JSON.stringify(part)).toString("base64url"),
    );
    const signature = sign("RSA-SHA256", Buffer.from(`${head}.${body}`), key.privateKey).toString("base64url");
    return `${head}.${body}.${signature}`;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", origin);
    const call = `${request.method} ${url.pathname}`;
    if (call === "GET /.well-known/openid-configuration") return respondJson(response, 200, discovery(origin));
    if (call === "GET /jwks") {
      const jwk = key.publicKey.export({ format: "jwk" });
      return respondJson(response, 200, { keys: [{ ...jwk, kid: "1", use: "sig", alg: "RS256" }] });
    }
    if (call === "GET /authorize") {
      if (!askedIn(url)) return respondJson(response, 400, { error: "invalid_request" });
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
      return void response.end(consentPage());
    }
    if (call === "POST /authorize") return await answerForm(request, response, url);
    if (call === "POST /token") return await answerToken(request, response);
    if (call === "GET /userinfo") {
      const person = tokens.get(request.headers.authorization?.replace(/^Bearer /, "") ?? "");
      return person ? respondJson(response, 200, person) : respondJson(response, 401, { error: "invalid_token" });
    }
    respondJson(response, 404, { error: "not_found" });
  }

  const served = await serve({ ...options, name: "sign-in" }, handle);
  origin = served.origin;
  return served;
}

function discovery(origin: string): object {
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    userinfo_endpoint: `${origin}/userinfo`,
    jwks_uri: `${origin}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
  };
}

function askedIn({ searchParams }: URL): Asked | null {
  const redirectUri = searchParams.get("redirect_uri") ?? "";
  const challenge = searchParams.get("code_challenge") ?? "";
  const clientId = searchParams.get("client_id") ?? "";
  const isRight =
    searchParams.get("response_type") === "code" &&
    searchParams.get("code_challenge_method") === "S256" &&
    (searchParams.get("scope") ?? "").split(" ").includes("openid");
  if (!isRight || clientId === "" || challenge === "" || !URL.canParse(redirectUri)) return null;
  return { clientId, redirectUri, challenge, nonce: searchParams.get("nonce") };
}

function basicOf(header: string | undefined): readonly (string | undefined)[] {
  if (!header?.startsWith("Basic ")) return [];
  return Buffer.from(header.slice(6), "base64").toString("utf8").split(":").map(decodeURIComponent);
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const piece of request) {
    text += String(piece);
    if (text.length > MAX_FORM_BYTES) throw new Error("the form is too large");
  }
  return new URLSearchParams(text);
}
