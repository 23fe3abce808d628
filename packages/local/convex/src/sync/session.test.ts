import { ConvexError } from "convex/values";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type FixtureDeployment, setEnvironment, startFixtureDeployment } from "../testing/fixture-deployment.ts";
import { watch } from "../testing/watch.ts";
import { api } from "../testing/fixture-api.ts";

type SigningKey = Awaited<ReturnType<typeof generateKeyPair>>["privateKey"];

let fixture: FixtureDeployment;
let jwksServer: Server;
let es256: SigningKey;
let rs256: SigningKey;
let esKeys: string;

beforeAll(async () => {
  const [es, rs] = await Promise.all([generateKeyPair("ES256"), generateKeyPair("RS256")]);
  es256 = es.privateKey;
  rs256 = rs.privateKey;
  const rsKeys = await keySet(rs.publicKey, "RS256");
  jwksServer = createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(rsKeys);
  });
  await new Promise<void>((resolve) => jwksServer.listen(0, "127.0.0.1", resolve));
  // safe because the server listens on TCP.
  const { port } = jwksServer.address() as AddressInfo;
  esKeys = dataUrl(await keySet(es.publicKey, "ES256"));
  fixture = await startFixtureDeployment({
    environment: {
      AUTH_JWKS: esKeys,
      RSA_JWKS: `http://127.0.0.1:${port}/jwks.json`,
    },
  });
}, 60_000);

afterAll(async () => {
  await fixture.close();
  jwksServer.close();
});

async function keySet(key: SigningKey, alg: string): Promise<string> {
  return JSON.stringify({ keys: [{ ...(await exportJWK(key)), kid: alg, alg, use: "sig" }] });
}

function dataUrl(json: string): string {
  return `data:application/json;base64,${Buffer.from(json).toString("base64")}`;
}

function token(options: { rsa?: boolean; audience?: string; expires?: string } = {}): Promise<string> {
  const alg = options.rsa ? "RS256" : "ES256";
  return new SignJWT({ role: "admin", org: { id: "o1" } })
    .setProtectedHeader({ alg, kid: alg })
    .setIssuer(options.rsa ? "https://rsa.test" : "https://auth.test")
    .setAudience(options.audience ?? "app")
    .setSubject("user-1")
    .setIssuedAt()
    .setExpirationTime(options.expires ?? "1h")
    .sign(options.rsa ? rs256 : es256);
}

it("sends a subscriber every change, also changes by other clients", async () => {
  const client = fixture.connect();
  const counter = watch<number>(client, api.counters.get, { name: "seen" });
  await counter.until((value) => value === 0);
  expect(await client.mutation(api.counters.incr, { name: "seen" })).toBe(1);
  expect(counter.values.at(-1)).toBe(1);
  await fixture.http.mutation(api.counters.incr, { name: "seen" });
  await counter.until((value) => value === 2);
});

it("runs a mutation once, even when the connection breaks several times", async () => {
  const client = fixture.connect();
  const rounds = 12;
  for (let round = 0; round < rounds; round++) {
    const answer = client.mutation(api.counters.incr, { name: "once" });
    dropConnection(client);
    await answer;
  }
  expect(await fixture.http.query(api.counters.get, { name: "once" })).toBe(rounds);
  expect(client.connectionState().connectionCount).toBeGreaterThan(rounds / 2);
});

it("sends errors of queries and mutations to the client, with their data", async () => {
  const client = fixture.connect();
  const failure = await client.mutation(api.nesting.boom, {}).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ConvexError);
  expect(failure).toMatchObject({ data: { code: "BOOM" } });
  await expect(client.query(api.counters.get, { nam: "x" })).rejects.toThrow("missing the required field");
  const found = await client.action(api.environment.runtime, {});
  expect(found.read).toBe("AB");
});

it("keeps the boundaries of a page while its documents change", async () => {
  const channel = "live";
  for (const n of [10, 20, 30, 40]) {
    await fixture.http.mutation(api.messages.send, { channel, author: "a", body: "b", n });
  }
  const client = fixture.connect();
  const options = { numItems: 2, cursor: null, id: 1 };
  const page = watch<{ page: { n: number }[]; continueCursor: string }>(client, api.messages.page, {
    channel,
    paginationOpts: options,
  });
  const numbers = ({ page: documents }: { page: { n: number }[] }): string => documents.map(({ n }) => n).join(" ");
  const first = await page.until((value) => numbers(value) === "10 20");
  await fixture.http.mutation(api.messages.send, { channel, author: "a", body: "b", n: 15 });
  const grown = await page.until((value) => numbers(value) === "10 15 20");
  expect(grown.continueCursor).toBe(first.continueCursor);
  const next = await fixture.http.query(api.messages.page, {
    channel,
    paginationOpts: { numItems: 2, cursor: first.continueCursor },
  });
  expect(numbers(next)).toBe("30 40");
});

it("authenticates users by token, whichever way the keys are published", async () => {
  const client = fixture.connect();
  const who = watch<{ token: string } | null>(client, api.environment.whoami, {});
  await who.until((value) => value === null);
  const signed = await token();
  client.setAuth(async () => signed);
  expect(await who.until((value) => value !== null)).toEqual({
    token: "https://auth.test|user-1",
    role: "admin",
    organization: "o1",
  });
  fixture.http.setAuth(await token({ rsa: true }));
  expect(await fixture.http.query(api.environment.whoami, {})).toMatchObject({
    token: "https://rsa.test|user-1",
  });
  fixture.http.clearAuth();
  expect(await fixture.http.query(api.environment.whoami, {})).toBeNull();
});

it("refuses tokens that are forged, expired or meant for another app", async () => {
  const valid = await token();
  const [header, payload] = valid.split(".");
  const bad = [
    `${header}.${payload}.${"A".repeat(86)}`,
    await token({ expires: "-1m" }),
    await token({ audience: "another" }),
    "nonsense",
  ];
  for (const credential of bad) {
    fixture.http.setAuth(credential);
    await expect(fixture.http.query(api.environment.whoami, {})).rejects.toThrow();
  }
  fixture.http.clearAuth();
});

it("uses the key that its environment variables name now, without another push: a stack on copied data authenticates its own users", async () => {
  const another = await generateKeyPair("ES256");
  fixture.http.setAuth(await token());
  await setEnvironment(fixture.deployment.url, { AUTH_JWKS: dataUrl(await keySet(another.publicKey, "ES256")) });
  await expect(fixture.http.query(api.environment.whoami, {})).rejects.toThrow();
  await setEnvironment(fixture.deployment.url, { AUTH_JWKS: esKeys });
  expect(await fixture.http.query(api.environment.whoami, {})).toMatchObject({ token: "https://auth.test|user-1" });
  fixture.http.clearAuth();
});

it("sends results that are larger than one message", async () => {
  const client = fixture.connect();
  const large = watch<string>(client, api.messages.large, { megabytes: 11 });
  const text = await large.until(() => true);
  expect(text).toHaveLength(11 * 1024 * 1024);
});

/** Closes the client's socket, as a broken network would. */
function dropConnection(client: object): void {
  const inner: unknown = Reflect.get(Reflect.get(client, "client"), "webSocketManager");
  // safe because the pinned version of the client has this method; the test fails without it.
  (inner as { closeAndReconnect(reason: string): void }).closeAndReconnect("test");
}
