import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { loadSecrets } from "../secrets/load-secrets.ts";
import { readSettings } from "../settings/read-settings.ts";
import type { PartContext } from "./part-context.ts";
import { pushFunctions } from "./push-functions.ts";

let deployment: Server;
let dataDir: string;
/** The variables set on the deployment, and how often the CLI was started. */
let told: string[];
let pushes: number;
beforeEach(async () => {
  [told, pushes] = [[], 0];
  dataDir = mkdtempSync(join(tmpdir(), "sendcat-push-"));
  deployment = createServer(async (request, response) => {
    told.push(await text(request));
    response.end("null");
  }).listen(0, "127.0.0.1");
  await once(deployment, "listening");
});
afterEach(() => {
  deployment.close();
  rmSync(dataDir, { recursive: true });
});

/** Starts a stack with this issuer; `code` is the exit code of its push. */
async function start(issuer: string, code = 0): Promise<void> {
  const secrets = loadSecrets(dataDir);
  const settings = readSettings("production", {}, { dataDir });
  // safe because a listening TCP server has such an address
  const { port } = deployment.address() as AddressInfo;
  const context = {
    settings: { ...settings, ports: { ...settings.ports, convex: port } },
    secrets,
    baseEnv: {},
    say: () => undefined,
    processes: {
      start: () => {
        pushes++;
        return { exited: Promise.resolve({ code, signal: null }) };
      },
    },
    // safe because a push uses nothing else of its context
  } as unknown as PartContext;
  await pushFunctions(context, { issuer, signingKey: secrets.signingKey, hostsApi: false });
}

it("pushes unchanged functions only once, and gives the deployment its address at every start: no start waits for a needless push", async () => {
  await start("http://127.0.0.1:3000");
  await start("http://127.0.0.1:4000");
  expect(pushes).toBe(1);
  expect(told.map((body) => /http:\/\/127\.0\.0\.1:[34]000/.exec(body)?.[0])).toEqual([
    "http://127.0.0.1:3000",
    "http://127.0.0.1:4000",
  ]);
});

it("pushes again after a push that failed, so that no stack runs without its functions", async () => {
  await expect(start("http://127.0.0.1:3000", 1)).rejects.toThrow("the push of convex/ failed (exit code 1)");
  await start("http://127.0.0.1:3000");
  expect(pushes).toBe(2);
});
