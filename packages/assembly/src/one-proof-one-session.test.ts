import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { solveProof } from "@sendcat/proof-of-work/solve";
import { clientAddress, errorBodySchema } from "@sendcat/shared-types";
import { createUpstashLocal } from "@sendcat/local-upstash";
import { expect, it, onTestFinished, vi } from "vitest";
import { assembleGateway } from "./assemble-gateway.ts";
import { readGatewayEnv } from "./gateway-env.ts";

/** A throttle window of a quarter of an hour, which begins at multiples of it: proofs were once counted in such windows. */
const WINDOW_MS = 900_000;

async function openGateway() {
  const dataDir = await mkdtemp(join(tmpdir(), "sendcat-assembly-"));
  const redis = await createUpstashLocal({ token: "test-token", dataDir, backend: "memory" });
  onTestFinished(async () => {
    await redis.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const policy = { proof: { mode: "always", cost: 10, work: 10 }, failure: { throttle: { waitMs: 20_000 } } };
  const env = {
    SENDCAT_SIGNING_KEY: JSON.stringify({ ...privateKey.export({ format: "jwk" }), kid: "test" }),
    SENDCAT_ISSUER: "https://sendcat.test",
    UPSTASH_REDIS_REST_URL: redis.url,
    UPSTASH_REDIS_REST_TOKEN: redis.token,
    CONVEX_URL: "http://127.0.0.1:1",
    OPENROUTER_API_KEY: "none",
    SENDCAT_POLICY: JSON.stringify(policy),
  };
  const host = () => assembleGateway(readGatewayEnv(env), { outlive: () => undefined, log: () => undefined });
  return [host(), host()] as const;
}

it("gives only one session per proof of work, across hosts and across throttle windows", async () => {
  const edgeMs = Math.ceil(Date.now() / WINDOW_MS) * WINDOW_MS;
  vi.useFakeTimers({ toFake: ["Date"], now: edgeMs - 60_000 });
  onTestFinished(() => void vi.useRealTimers());
  const [one, other] = await openGateway();
  const ask = async (gateway: typeof one, body: object) => {
    const headers = { "content-type": "application/json" };
    const init = { method: "POST", headers, body: JSON.stringify({ client: "native", ...body }) };
    const request = new Request("https://sendcat.test/api/session", init);
    return await gateway(request, { waitUntil: () => undefined, ip: clientAddress("192.0.2.1"), country: null });
  };
  const { challenge } = errorBodySchema.parse(await (await ask(one, {})).json()).error;
  const proof = await solveProof(challenge ?? expect.fail("no challenge came"));
  vi.setSystemTime(edgeMs - 1);
  expect((await ask(one, { proof })).status).toBe(200);
  const again: number[] = [];
  for (const afterMs of [1, 30_000, 400_000]) {
    vi.setSystemTime(edgeMs + afterMs);
    for (const gateway of [one, other]) again.push((await ask(gateway, { proof })).status);
  }
  expect(new Set(again)).toEqual(new Set([428]));
});
