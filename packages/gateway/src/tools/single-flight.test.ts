import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { LOCAL_BACKENDS, openLocalRedis, type LocalRedis } from "@sendcat/redis/testing/local-redis";
import type { SearchNews, SearchOrder } from "./testing/search-process.ts";

const HOSTS = 5;
const CALLERS = 500;
const LOCK_MS = 1_500;
const PROVIDER_MS = 1_200;
const SCRIPT = join(import.meta.dirname, "testing/search-process.ts");

const [{ kind, title, skip }] = LOCAL_BACKENDS;

interface Host {
  readonly child: ChildProcess;
  readonly leads: Promise<Host>;
  readonly done: Promise<Extract<SearchNews, { kind: "done" }> | "died">;
  send(order: SearchOrder): void;
}

/** Starts a host, and waits until it is ready for its order. */
async function startHost(): Promise<Host> {
  const child = fork(SCRIPT, { stdio: "inherit" });
  const news = (kind: SearchNews["kind"]) =>
    new Promise<SearchNews>((resolve) =>
      child.on("message", (message: SearchNews) => message.kind === kind && resolve(message)),
    );
  const ready = news("ready");
  const host: Host = {
    child,
    leads: news("leads").then(() => host),
    done: Promise.race([
      news("done").then((done) => {
        child.disconnect();
        // safe because news resolves with the kind it was given
        return done as Extract<SearchNews, { kind: "done" }>;
      }),
      new Promise<"died">((resolve) => child.once("exit", () => resolve("died"))),
    ]),
    send: (order) => void child.send(order),
  };
  await ready;
  return host;
}

describe.skipIf(skip !== undefined)(
  `the same search from 500 callers in 5 processes at once, on ${title}${skip ? ` (skipped: ${skip})` : ""}`,
  () => {
    let local: LocalRedis;
    beforeAll(async () => {
      local = await openLocalRedis(kind);
    });
    afterAll(() => local?.close());
    beforeEach(() => local.redis.flushdb());

    async function ask(query: string) {
      const hosts = await Promise.all(Array.from({ length: HOSTS }, startHost));
      const { url, token } = local.server;
      const counterKey = "provider-calls";
      const order = {
        url,
        token,
        callers: CALLERS / HOSTS,
        query,
        lockMs: LOCK_MS,
        providerMs: PROVIDER_MS,
        counterKey,
      };
      for (const host of hosts) host.send(order);
      return { hosts, calls: async () => Number(await local.redis.get(counterKey)) };
    }

    it.each([1, 2])("calls the provider exactly once, run %i", { timeout: 60_000 }, async (run) => {
      const { hosts, calls } = await ask(`run ${run}`);
      const ends = await Promise.all(hosts.map(({ done }) => done));
      expect(ends.every((end) => end !== "died" && end.results === CALLERS / HOSTS)).toBe(true);
      expect(await calls()).toBe(1);
    });

    it.each([1, 2])(
      "costs exactly one more call when the lock's owner is killed, and no caller waits longer than the lock's lifetime plus a second, run %i",
      { timeout: 60_000 },
      async (run) => {
        const { hosts, calls } = await ask(`killed ${run}`);
        const leader = await Promise.race(hosts.map(({ leads }) => leads));
        leader.child.kill("SIGKILL");
        const killedAtMs = Date.now();
        const ends = await Promise.all(hosts.filter((host) => host !== leader).map(({ done }) => done));
        expect(await calls()).toBe(2);
        const lastAtMs = Math.max(...ends.map((end) => (end === "died" ? Infinity : end.lastAtMs)));
        expect(ends.every((end) => end !== "died" && end.results === CALLERS / HOSTS)).toBe(true);
        // The provider's own time does not count.
        const longest = lastAtMs - killedAtMs - PROVIDER_MS;
        console.log(
          `leader killed: all had the result ${longest} ms later, without the provider's time; lock ${LOCK_MS} ms`,
        );
        expect(longest).toBeLessThan(LOCK_MS + 1_000);
      },
    );
  },
);
