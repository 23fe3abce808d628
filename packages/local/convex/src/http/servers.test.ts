import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { Engine } from "../engine/engine.ts";
import { type Servers, startServers } from "./servers.ts";

const ADMIN_KEY = "a key of the test";
const dataDirectory = mkdtempSync(join(tmpdir(), "convex-local-servers-"));
let engine: Engine;
let servers: Servers;

afterEach(async () => {
  servers.stopAccepting();
  await engine.close();
  servers.close();
  rmSync(dataDirectory, { recursive: true, force: true });
});

it("answers no HTTP request and no WebSocket before the pushed code is loaded", async () => {
  engine = new Engine({
    dataDirectory,
    durability: "normal",
    limits: { transactionMs: 1_000, actionMs: 1_000, conflictRate: 0 },
    log: () => undefined,
    onLost: () => undefined,
  });
  servers = await startServers({ engine, adminKey: ADMIN_KEY, host: "127.0.0.1", port: 0, sitePort: 0 });
  const address = `127.0.0.1:${servers.port}`;
  const answered: string[] = [];
  const http = fetch(`http://${address}/version`).then(() => answered.push("http"));
  const socket = new WebSocket(`ws://${address}/api/1.0.0/sync`);
  const opened = once(socket, "open").then(() => answered.push("socket"));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(answered).toEqual([]);
  await engine.start({ cloudUrl: `http://${address}`, siteUrl: `http://127.0.0.1:${servers.sitePort}` });
  await Promise.all([http, opened]);
  expect(answered.toSorted()).toEqual(["http", "socket"]);
  socket.close();
});
