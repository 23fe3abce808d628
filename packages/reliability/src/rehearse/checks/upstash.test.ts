import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createUpstashAccountSimulator } from "@sendcat/local-simulators/upstash-account";
import { createUpstashLocal, type UpstashLocal } from "@sendcat/local-upstash";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDeployment, type Deployment } from "../deployment.ts";
import { redisCommand } from "../redis-command.ts";
import { fakeServer, readyAnswer } from "../testing/fake-server.ts";
import { upstashAnswers } from "./upstash-answers.ts";
import { upstashDatabase } from "./upstash-database.ts";
import { upstashEviction } from "./upstash-eviction.ts";
import { upstashNear } from "./upstash-near.ts";
import { upstashScripts } from "./upstash-scripts.ts";

const APP = "https://app.example";
let dataDir: string;
let redis: UpstashLocal;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "sendcat-rehearse-"));
  redis = await createUpstashLocal({ token: "redis-token", dataDir });
});
afterAll(async () => {
  await redis?.close();
  rmSync(dataDir, { recursive: true, force: true });
});
const env = (change: object = {}) => ({
  UPSTASH_REDIS_REST_URL: redis.url,
  UPSTASH_REDIS_REST_TOKEN: redis.token,
  ...change,
});
const ours = (): Deployment => openDeployment(APP, env());

it("a wrong token is told", async () => {
  expect(await upstashAnswers.look(ours())).toEqual({ outcome: "ok", says: "PONG" });
  const stranger = openDeployment(APP, env({ UPSTASH_REDIS_REST_TOKEN: "other" }));
  await expect(upstashAnswers.look(stranger)).rejects.toThrow("answered 401");
});

it("admission's script is run and writes nothing, on a new database and on one with counters", async () => {
  expect(await upstashScripts.look(ours())).toMatchObject({ outcome: "ok", says: expect.stringContaining("ledger") });
  expect(await redisCommand(env(), ["DBSIZE"])).toBe("0");
  await redisCommand(env(), ["HSET", "sendcat:{quota}:v2:service", "epoch", "2000-01-01", "day", "2000-01-01"]);
  expect(await upstashScripts.look(ours())).toMatchObject({ outcome: "ok", says: expect.stringContaining("refused") });
  expect(await redisCommand(env(), ["DBSIZE"])).toBe("1");
});

it("a database that runs no scripts is told in its own words", async () => {
  const refusal = { error: "ERR unknown command 'EVALSHA'" };
  const bare = await fakeServer({ "POST /": { status: 400, body: refusal }, "POST /pipeline": { body: [refusal] } });
  const finding = await upstashScripts.look(openDeployment(APP, env({ UPSTASH_REDIS_REST_URL: bare.origin })));
  expect(finding).toMatchObject({ outcome: "failed", says: expect.stringContaining("unknown command") });
  await bare.close();
});

it.each([
  ["# Memory\r\nmaxmemory_policy:noeviction\r\n", "ok"],
  ["# Memory\r\nmaxmemory_policy:optimistic-volatile\r\n", "failed"],
  ["# Memory\r\nused_memory:1\r\n", "not checked"],
])("a database that forgets is told, and one that does not say is no success: %j", async (info, outcome) => {
  const told = await fakeServer({ "POST /": { body: { result: info } } });
  const finding = await upstashEviction.look(openDeployment(APP, env({ UPSTASH_REDIS_REST_URL: told.origin })));
  expect(finding.outcome).toBe(outcome);
  await told.close();
});

it.each([
  [3, "ok"],
  [70, "warning"],
  [10_000, "failed"],
])("a database that is %d ms from the app: %s", async (redisMs, outcome) => {
  const app = await fakeServer({ "GET /api/ready": readyAnswer({ tookMs: { redis: redisMs, convex: 9 } }) });
  expect((await upstashNear.look(openDeployment(app.origin, {}))).outcome).toBe(outcome);
  await app.close();
});

it("Upstash's own settings are read: region, eviction, plan, and whether the database is theirs at all", async () => {
  const login = { email: "ops@sendcat.example", apiKey: "account-key" };
  const account = await createUpstashAccountSimulator({ ...login, endpoint: "eu.upstash.example" });
  const given = { UPSTASH_EMAIL: login.email, UPSTASH_API_KEY: login.apiKey, UPSTASH_API_URL: account.origin };
  const look = async (change: object = {}) =>
    await upstashDatabase.look(
      openDeployment(APP, { ...given, UPSTASH_REDIS_REST_URL: "https://eu.upstash.example", ...change }),
    );
  expect(await look()).toMatchObject({ outcome: "ok", says: expect.stringContaining("10000 commands a second") });
  account.set({ primary_region: "eu-west-1" });
  expect(await look()).toEqual({ outcome: "failed", says: "it is in eu-west-1, the app in iad1 (us-east-1)" });
  account.set({ primary_region: "us-east-1", type: "free" });
  expect((await look()).outcome).toBe("warning");
  account.set({ db_eviction: true });
  expect(await look()).toEqual({ outcome: "failed", says: "eviction is on" });
  expect((await look({ UPSTASH_REDIS_REST_URL: "https://us.upstash.example" })).says).toContain("no database at us.");
  await expect(look({ UPSTASH_API_KEY: "other" })).rejects.toThrow("answered 401");
  await account.close();
});
