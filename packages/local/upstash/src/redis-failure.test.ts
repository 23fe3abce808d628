import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { createUpstashLocal } from "./create-upstash-local.ts";
import { LOCAL_BACKENDS, startServer, type TestServer } from "./testing/local-backends.ts";

const [{ skip, title }] = LOCAL_BACKENDS;

describe.skipIf(skip !== undefined)(`when Redis fails, ${title}`, () => {
  let server: TestServer | undefined;
  const deaths: string[] = [];
  const start = async () => {
    server = await startServer("redis", { log: (line) => deaths.push(line) });
    const pid = server.redisPid();
    if (pid === null) throw new Error("no redis process");
    return { server, pid };
  };
  afterEach(() => server?.close());

  const command = async (to: TestServer, ...args: string[]) => {
    const response = await fetch(to.url, {
      method: "POST",
      headers: { authorization: `Bearer ${to.token}` },
      body: JSON.stringify(args),
    });
    return { status: response.status, body: await response.json() };
  };
  /** Retries until Redis answers again; fails with the test's own timeout. */
  const untilAnswered = async (to: TestServer, ...args: string[]) => {
    for (;;) {
      const answer = await command(to, ...args);
      if (answer.status === 200) return answer;
      expect(answer).toMatchObject({ status: 503, body: { error: expect.stringContaining("redis is not available") } });
      await delay(25);
    }
  };

  it("restarts Redis when it dies, loses nothing, and answers with an error meanwhile", async () => {
    const { server, pid } = await start();
    await command(server, "SET", "kept", "yes");
    process.kill(pid, "SIGKILL");
    expect(await untilAnswered(server, "GET", "kept")).toMatchObject({ body: { result: "yes" } });
    expect(server.redisPid()).not.toBe(pid);
    expect(deaths.join("\n")).toContain("starting it again");
  });

  it("answers with an error while Redis hangs, and works again when it recovers", async () => {
    const { server, pid } = await start();
    await command(server, "SET", "kept", "yes");
    process.kill(pid, "SIGSTOP");
    const startedAtMs = Date.now();
    expect(await command(server, "GET", "kept")).toMatchObject({ status: 503 });
    expect(Date.now() - startedAtMs).toBeLessThan(10_000);
    process.kill(pid, "SIGCONT");
    expect(await untilAnswered(server, "GET", "kept")).toMatchObject({ body: { result: "yes" } });
  });

  it("stops a hung Redis too", async () => {
    const { server, pid } = await start();
    process.kill(pid, "SIGSTOP");
    await server.close();
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  });

  it("refuses a folder that another server uses, and leaves that server alone", async () => {
    const { server } = await start();
    await expect(createUpstashLocal({ token: "t", dataDir: server.dataDir, backend: "redis" })).rejects.toThrow(
      /in use/,
    );
    expect(await command(server, "PING")).toMatchObject({ body: { result: "PONG" } });
  });

  it("refuses connections without its password", async () => {
    const { server } = await start();
    const bare = await fetch(server.url, { method: "POST", body: '["PING"]' });
    expect(bare.status).toBe(401);
    expect(await command(server, "ACL", "LIST")).toMatchObject({ status: 400 });
  });

  it("says so when its port is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    await expect(startServer("redis", { port })).rejects.toThrow(/EADDRINUSE/);
    await expect(startServer("redis", { redisPort: port })).rejects.toThrow(/did not start: .*bind/s);
    taken.close();
  });
});

describe("without a Redis on the machine", () => {
  it("uses the in-process fallback, or says what to install when Redis was asked for", async () => {
    const fallback = await startServer("memory", { backend: "auto", searchPath: "/nonexistent" });
    expect(fallback.backend.name).toBe("the in-process fallback (nothing is kept)");
    await fallback.close();
    await expect(startServer("redis", { searchPath: "/nonexistent" })).rejects.toThrow(
      /no redis-server or valkey-server/,
    );
  });
});
