import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLocalDeployment } from "./testing/local-deployment.ts";
import { createTokenSigner } from "./testing/token-signer.ts";

let deployment: Awaited<ReturnType<typeof openLocalDeployment>>;
beforeAll(async () => {
  deployment = await openLocalDeployment();
});
afterAll(() => deployment?.close());

const KINDS = { Query: "query", Mutation: "mutation", Action: "action" } as const;
const OWNER = { sub: "guest:owner", kind: "guest", plan: "guest" };

async function call({ path, kind }: { path: string; kind: string }, token: string | null) {
  const headers = new Headers({ "content-type": "application/json" });
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  const body = JSON.stringify({ path, args: {}, format: "json" });
  const response = await fetch(`${deployment.convexUrl}/api/${kind}`, { method: "POST", headers, body });
  return { status: response.status, said: await response.text() };
}

/**
 * `convex/access.test.ts` covers which functions and arguments each user may call; this file covers tokens, on a deployment that verifies
 * them.
 */
describe("a token that is not ours", () => {
  it("is refused by every public function of the deployment", async () => {
    const forger = await createTokenSigner("https://sendcat.test");
    const { signer } = deployment;
    const [head = "", body = ""] = (await signer.sign({ ...OWNER, kind: "user", role: "operator" })).split(".");
    const unsigned = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
    const bad = {
      expired: await signer.sign(OWNER, -60),
      forged: await forger.sign({ ...OWNER, role: "operator" }),
      foreign: await signer.sign({ ...OWNER, iss: "https://elsewhere.test" }),
      session: await signer.sign({ ...OWNER, aud: "sendcat-session" }),
      mangled: `${head}.${body}.AAAA`,
      unsigned: `${unsigned}.${body}.`,
    };
    const functions = await deployment.publicFunctions();
    expect(functions.length).toBeGreaterThan(10);
    for (const { path, type } of functions) {
      for (const [name, token] of Object.entries(bad)) {
        const { status, said } = await call({ path, kind: KINDS[type] }, token);
        expect(status, `${path} ${name}`).toBe(401);
        expect(said, `${path} ${name}`).not.toContain("guest:");
      }
    }
  });

  it("is refused differently from a missing token, and without a token no function does anything", async () => {
    for (const { path, type } of await deployment.publicFunctions()) {
      const { said } = await call({ path, kind: KINDS[type] }, null);
      expect(JSON.parse(said), path).toMatchObject({ status: "error" });
    }
  });
});
