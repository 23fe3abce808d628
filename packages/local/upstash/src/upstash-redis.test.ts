import { Redis } from "@upstash/redis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOCAL_BACKENDS, startServer, type TestServer } from "./testing/local-backends.ts";

const WRONG_TYPE = /WRONGTYPE Operation against a key holding the wrong kind of value/;

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  describe.skipIf(skip !== undefined)(`the unmodified @upstash/redis client, ${title}`, () => {
    let server: TestServer;
    let redis: Redis;
    beforeAll(async () => {
      server = await startServer(kind);
      redis = new Redis({ url: server.url, token: server.token, enableTelemetry: false });
    });
    afterAll(() => server?.close());

    it("stores values of every type", async () => {
      const order = { id: 7, to: "Montego Bay", items: ["kettle", "ñandú 🐢"] };
      await redis.set("order", order, { ex: 60 });
      expect(await redis.get("order")).toEqual(order);
      await redis.hset("user", { name: "Ana", turns: 3 });
      expect(await redis.hgetall("user")).toEqual({ name: "Ana", turns: 3 });
      await redis.zadd("scores", { score: 1, member: "a" }, { score: 2, member: "b" });
      expect(await redis.zrange("scores", 0, -1, { withScores: true })).toEqual(["a", 1, "b", 2]);
      expect(await redis.get("absent")).toBeNull();
      expect(await redis.incrby("big", 9_007_199_254_740_000)).toBe(9_007_199_254_740_000);
    });

    it("sets a key only when it is absent, and lets it expire", async () => {
      const options = { nx: true, px: 60_000 } as const;
      expect([await redis.set("lock", 1, options), await redis.set("lock", 2, options)]).toEqual(["OK", null]);
      expect(await redis.get("lock")).toBe(1);
      expect(await redis.pttl("lock")).toSatisfy((ms: number) => ms > 0 && ms <= 60_000);
      expect(await redis.set("absent", 1, { xx: true })).toBeNull();
      expect(await redis.getex("lock", { ex: 10 })).toBe(1);
      expect(await redis.ttl("lock")).toSatisfy((seconds: number) => seconds > 0 && seconds <= 10);
    });

    it("gives the client a new sync token with each answer, which it sends back", async () => {
      const own = new Redis({ url: server.url, token: server.token, enableTelemetry: false });
      const tokens = [own.readYourWritesSyncToken];
      for (const value of [1, 2]) {
        await own.set("mine", value);
        tokens.push(own.readYourWritesSyncToken);
        expect(await own.get("mine")).toBe(value);
      }
      expect(tokens[0]).toBe("");
      expect(new Set(tokens).size).toBe(3);
    });

    it("reads plain replies and base64 replies", async () => {
      const plain = new Redis({ url: server.url, token: server.token, responseEncoding: false });
      await plain.set("plain", "é");
      expect(await plain.get("plain")).toBe("é");
      expect(await redis.get("plain")).toBe("é");
    });

    it("runs pipelines and transactions", async () => {
      expect(await redis.pipeline().set("n", 1).incr("n").get("n").exec()).toEqual(["OK", 2, 2]);
      expect(await redis.multi().incr("n").incr("n").exec()).toEqual([3, 4]);
      await expect(redis.pipeline().set("word", "x").lpush("word", "y").exec()).rejects.toThrow(WRONG_TYPE);
    });

    it("puts concurrent calls into one pipeline", async () => {
      const replies = await Promise.all(Array.from({ length: 50 }, (_, i) => redis.set(`auto:${i}`, i)));
      expect(new Set(replies)).toEqual(new Set(["OK"]));
      expect(await Promise.all([redis.get("auto:0"), redis.get("auto:49")])).toEqual([0, 49]);
    });

    it("runs scripts, by hash where the server has them", async () => {
      const script = redis.createScript<[string, string]>("return { KEYS[1], ARGV[1] }");
      expect(await script.exec(["k"], ["v"])).toEqual(["k", "v"]);
      expect(await script.exec(["k"], ["w"])).toEqual(["k", "w"]);
      const sha = await redis.scriptLoad("return redis.call('INCR', KEYS[1])");
      expect(await redis.evalsha(sha, ["counter"], [])).toBe(1);
      await expect(redis.evalsha("0".repeat(40), [], [])).rejects.toThrow(/NOSCRIPT/);
    });

    it("subscribes to channels and to patterns", async () => {
      for (const isPattern of [false, true]) {
        const channel = isPattern ? "hall:1" : "room:1";
        const subscriber = isPattern ? redis.psubscribe("hall:*") : redis.subscribe("room:1");
        const received = new Promise((resolve) => {
          subscriber.on(isPattern ? "pmessage" : "message", (event) => resolve(event));
        });
        await new Promise((resolve) => {
          subscriber.on(isPattern ? "psubscribe" : "subscribe", (count) => resolve(count));
        });
        expect(await redis.publish(channel, { text: "hello, all" })).toBe(1);
        expect(await received).toMatchObject({ channel, message: { text: "hello, all" } });
        await subscriber.unsubscribe();
      }
    });

    it("passes the server's own error text to the client", async () => {
      await redis.set("text", "x");
      await expect(redis.lpush("text", "y")).rejects.toThrow(WRONG_TYPE);
    });
  });
}
