import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it, vi } from "vitest";
import { hostContext } from "./host-context.ts";

const CONTEXT = Symbol.for("@vercel/request-context");
const trust = { onVercel: true, trustedProxyHops: 0, asksBotId: true };
const request = new Request("https://sendcat.test/api/session", { method: "POST" });

afterEach(() => {
  vi.unstubAllEnvs();
  Reflect.deleteProperty(globalThis, CONTEXT);
});

/** Simulates Vercel around one request, with a BotID server that answers `verdict`; null: it drops the connection. */
async function onVercel(verdict: object | null) {
  const judge = createServer((_request, response) => {
    if (verdict === null) return void response.destroy();
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(verdict));
  });
  await new Promise<void>((listening) => judge.listen(0, "127.0.0.1", listening));
  // safe because a server listening on TCP has an AddressInfo
  const { port } = judge.address() as AddressInfo;
  vi.stubEnv("NODE_ENV", "production");
  vi.stubEnv("OVERRIDE_BOTID_SERVER_URL", `http://127.0.0.1:${port}`);
  const headers = { "x-vercel-oidc-token": "token", "x-is-human": "{}" };
  const context = {
    headers,
    url: request.url,
    waitUntil: () => undefined,
    mutateResponseHeadersBeforeFlush: () => undefined,
  };
  Reflect.set(globalThis, CONTEXT, { get: () => context });
  return judge;
}

it.each([
  [{ isBot: true, isVerifiedBot: false }, true],
  [{ isBot: true, isVerifiedBot: true }, false],
  [{ isBot: false, isVerifiedBot: false }, false],
])("treats as a bot only what Vercel calls an unverified bot: %j", async (verdict, expected) => {
  const judge = await onVercel(verdict);
  expect(await hostContext(request, trust).isBot?.()).toBe(expected);
  judge.close();
});

it("throws when BotID does not answer, and does not check bots where BotID is off", async () => {
  const judge = await onVercel(null);
  await expect(hostContext(request, trust).isBot?.()).rejects.toThrow();
  expect(hostContext(request, { ...trust, asksBotId: false }).isBot).toBeUndefined();
  judge.close();
});
