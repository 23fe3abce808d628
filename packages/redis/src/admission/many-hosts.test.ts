import { fork } from "node:child_process";
import { join } from "node:path";
import { runsOf } from "@sendcat/test-depth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { spendKey } from "../keys.ts";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "../testing/local-redis.ts";
import type { HostAnswer, HostOrder } from "./testing/reserve-process.ts";

const RUNS = Array.from({ length: runsOf("many-hosts") }, (_, index) => index + 1);
const HOSTS = 8;
const REQUESTS = 1_000;
const NOON_MS = Date.parse("2026-03-02T17:00:00Z");
const SCRIPT = join(import.meta.dirname, "testing/reserve-process.ts");

const [{ kind, title, skip }] = LOCAL_BACKENDS;

describe.skipIf(skip !== undefined)(
  `1,000 requests at once from 8 hosts, on ${title}${skip ? ` (skipped: ${skip})` : ""}`,
  () => {
    let local: LocalRedis;
    beforeAll(async () => {
      local = await openLocalRedis(kind);
    });
    afterAll(() => local?.close());

    const ask = async (
      order: Pick<HostOrder, "user" | "turnsPerDay" | "costMicroUsd" | "spendCapMicroUsd" | "settleMicroUsd">,
    ) => {
      await local.redis.flushdb();
      const { url, token } = local.server;
      const hosts = Array.from({ length: HOSTS }, () => fork(SCRIPT, { stdio: "inherit" }));
      await Promise.all(hosts.map((host) => new Promise((ready) => host.once("message", ready))));
      const answers = await Promise.all(
        hosts.map(
          (host, index) =>
            new Promise<HostAnswer>((settle, fail) => {
              host.once("message", (answer) => {
                host.disconnect();
                settle(answer as HostAnswer);
              });
              host.once("exit", (code) => fail(new Error(`a host ended with exit code ${code}`)));
              host.send({ url, token, nowMs: NOON_MS, process: index, requests: REQUESTS / HOSTS, ...order });
            }),
        ),
      );
      return {
        admitted: answers.reduce((sum, { admitted }) => sum + admitted, 0),
        scopes: [...new Set(answers.flatMap(({ scopes }) => scopes))],
        perHost: answers.map(({ admitted }) => admitted),
      };
    };

    it.each(RUNS)("admits exactly a quota of 100, run %i", { timeout: 120_000 }, async () => {
      const order = { user: "one", turnsPerDay: 100, costMicroUsd: 1, spendCapMicroUsd: 1_000_000 } as const;
      const { admitted, scopes } = await ask({ ...order, settleMicroUsd: null });
      expect({ admitted, scopes }).toEqual({ admitted: 100, scopes: ["user.turns_per_day"] });
    });

    it.each(RUNS)("never spends a micro-dollar more than the cap, run %i", { timeout: 120_000 }, async () => {
      // Room for 100 reservations of 997, plus 300 micro-dollars.
      const spendCapMicroUsd = 100 * 997 + 300;
      const order = { user: "each", turnsPerDay: 10, costMicroUsd: 997, spendCapMicroUsd } as const;
      const held = await ask({ ...order, settleMicroUsd: null });
      expect(held).toMatchObject({ admitted: 100, scopes: ["service.spend_on_hold"] });

      // The same with answers settled at full and at lower cost: returned money is used again, up to the last reservation that fits.
      for (const settleMicroUsd of [997, 600]) {
        const { admitted } = await ask({ ...order, settleMicroUsd });
        const money = await local.redis.hgetall<Record<string, number>>(spendKey("2026-03-02"));
        const amounts = Object.entries(money ?? {});
        const settled = amounts
          .filter(([field]) => field.startsWith("settled|"))
          .reduce((sum, [, amount]) => sum + amount, 0);
        const stillHeld = amounts
          .filter(([field]) => field.startsWith("held|"))
          .reduce((sum, [, amount]) => sum + amount, 0);
        expect(settled).toBe(admitted * settleMicroUsd);
        expect(settled).toBeLessThanOrEqual(spendCapMicroUsd);
        expect(stillHeld).toBe(0);
        expect(admitted).toBeGreaterThanOrEqual(100);
      }
    });
  },
);
