import { createHash, createPublicKey, verify, type JsonWebKey } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOpenIdSimulator, type OpenIdSimulator } from "./create-openid-simulator.ts";

let provider: OpenIdSimulator;
beforeAll(async () => {
  provider = await createOpenIdSimulator();
});
afterAll(() => provider?.close());

const verifier = "v".repeat(43);
const asked = {
  client_id: "shop",
  response_type: "code",
  scope: "openid email profile",
  redirect_uri: "https://shop.test/back",
  code_challenge_method: "S256",
  code_challenge: createHash("sha256").update(verifier).digest("base64url"),
  state: "s1",
};

/** Submits the form; returns where the provider redirects the user. */
async function choose(form: Readonly<Record<string, string>>): Promise<URL> {
  const response = await fetch(`${provider.origin}/authorize?${new URLSearchParams(asked).toString()}`, {
    method: "POST",
    body: new URLSearchParams(form),
    redirect: "manual",
  });
  return new URL(response.headers.get("location") ?? "");
}

const codeFor = async (form: Readonly<Record<string, string>>) => (await choose(form)).searchParams.get("code") ?? "";

async function exchange(code: string, over: Readonly<Record<string, string>> = {}) {
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    code,
    redirect_uri: asked.redirect_uri,
    code_verifier: verifier,
    client_id: "shop",
    client_secret: "secret",
    ...over,
  });
  const response = await fetch(`${provider.origin}/token`, { method: "POST", body });
  // safe because every test checks the fields it reads
  return { status: response.status, said: (await response.json()) as Record<string, string> };
}

describe("an OpenID provider", () => {
  it("gives, once, an id token with the chosen address, signed by its published key", async () => {
    const code = await codeFor({ email: "Ana@Shop.test", confirmed: "on", choice: "allow" });
    const { status, said } = await exchange(code);
    expect(status).toBe(200);
    const [head = "", body = "", signature = ""] = (said["id_token"] ?? "").split(".");
    const { keys } = (await (await fetch(`${provider.origin}/jwks`)).json()) as { keys: JsonWebKey[] };
    const key = createPublicKey({ key: keys[0] ?? {}, format: "jwk" });
    const isGenuine = verify("RSA-SHA256", Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url"));
    expect(isGenuine).toBe(true);
    expect(JSON.parse(Buffer.from(body, "base64url").toString())).toMatchObject({
      iss: provider.origin,
      aud: "shop",
      email: "ana@shop.test",
      email_verified: true,
    });
    const headers = { authorization: `Bearer ${said["access_token"] ?? ""}` };
    expect(await (await fetch(`${provider.origin}/userinfo`, { headers })).json()).toMatchObject({ name: "ana" });
    expect((await exchange(code)).status).toBe(400);
  });

  it.each([
    ["without the verifier", { code_verifier: "w".repeat(43) }, 400],
    ["for another redirect address", { redirect_uri: "https://thief.test/back" }, 400],
    ["by another client", { client_id: "thief" }, 400],
    ["without a secret", { client_secret: "" }, 401],
  ])("gives nothing for a code that comes %s", async (_, over, status) => {
    const code = await codeFor({ email: "ana@shop.test", choice: "allow" });
    expect((await exchange(code, over)).status).toBe(status);
  });

  it("sends a user who declines back with an error and the state, and redirects nobody for a request without the openid scope", async () => {
    const back = await choose({ choice: "cancel" });
    expect(Object.fromEntries(back.searchParams)).toEqual({ state: "s1", error: "access_denied" });
    const bare = new URLSearchParams({ ...asked, scope: "email" }).toString();
    expect((await fetch(`${provider.origin}/authorize?${bare}`)).status).toBe(400);
  });
});
