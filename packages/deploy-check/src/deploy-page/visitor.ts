import { expect } from "vitest";

export interface Session {
  readonly id: string;
  /** Access token. */
  readonly token: string;
  /** Gets further access tokens. */
  readonly sessionToken: string;
}

/** What a visitor of the deployed app does, by HTTP alone. */
export interface Visitor {
  session(body?: object, bearer?: string): Promise<Session>;
  get(path: string, bearer?: string): Promise<unknown>;
  post(path: string, body: object, bearer?: string): Promise<unknown>;
  /** The whole stream of an answer to this text, in a new conversation. */
  ask(text: string, bearer: string): Promise<string>;
}

/** Every call must be answered with a status below 300, or it fails the test. */
export function openVisitor(app: string): Visitor {
  async function call(path: string, init: RequestInit, bearer: string | undefined): Promise<string> {
    const headers = { "content-type": "application/json", ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) };
    const response = await fetch(app + path, { ...init, headers });
    const text = await response.text();
    if (!response.ok) expect.fail(`${path} answered ${response.status}: ${text.slice(0, 300)}`);
    return text;
  }
  const send = (path: string, body: object, bearer: string | undefined): Promise<string> =>
    call(path, { method: "POST", body: JSON.stringify(body) }, bearer);
  const parse = (text: string): unknown => (text === "" ? null : JSON.parse(text));

  return {
    async session(body = {}, bearer) {
      // safe because a body of another shape fails the test
      const { token, user, sessionToken } = parse(
        await send("/api/session", { client: "native", ...body }, bearer),
      ) as Omit<Session, "id"> & { readonly user: { readonly id: string } };
      return { id: user.id, token, sessionToken };
    },
    get: async (path, bearer) => parse(await call(path, {}, bearer)),
    post: async (path, body, bearer) => parse(await send(path, body, bearer)),
    async ask(text, bearer) {
      const message = { id: crypto.randomUUID(), parts: [{ type: "text", text }] };
      const ids = { turnId: crypto.randomUUID(), threadId: crypto.randomUUID() };
      return await send("/api/chat", { trigger: "submit-message", ...ids, message }, bearer);
    },
  };
}
