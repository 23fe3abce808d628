import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOCAL_BACKENDS, startServer, type TestServer } from "./testing/local-backends.ts";

const WRONG_TYPE = /^WRONGTYPE Operation against a key holding the wrong kind of value$/;

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  describe.skipIf(skip !== undefined)(`the REST protocol, ${title}`, () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await startServer(kind);
    });
    afterAll(() => server?.close());

    const call = async (path: string, init: RequestInit = {}) => {
      const response = await fetch(server.url + path, {
        method: "POST",
        ...init,
        headers: { authorization: "Bearer test-token", ...init.headers },
      });
      return { status: response.status, body: await response.json(), headers: response.headers };
    };
    const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
      call(path, { body: JSON.stringify(body), headers });

    it("says which backend it uses", () => {
      expect(server.backend.kind).toBe(kind);
      expect(server.backend.name).toMatch(
        kind === "redis" ? /^(redis|valkey)-server \d+\.\d+/ : /^the in-process fallback \(nothing is kept\)$/,
      );
    });

    it("answers a command with its result", async () => {
      expect(await post("/", ["SET", "greeting", "good morning"])).toMatchObject({
        status: 200,
        body: { result: "OK" },
      });
      expect(await post("/", ["GET", "greeting"])).toMatchObject({ body: { result: "good morning" } });
      expect(await post("/", ["get", "absent"])).toMatchObject({ status: 200, body: { result: null } });
      expect(await post("/", ["SET", "count", 41])).toMatchObject({ body: { result: "OK" } });
      expect(await post("/", ["INCR", "count"])).toMatchObject({ body: { result: 42 } });
    });

    it("encodes every string except OK in base64 when asked; integers and null stay as they are", async () => {
      const base64 = { "upstash-encoding": "base64" };
      expect(await post("/", ["SET", "b", "é OK"], base64)).toMatchObject({ body: { result: "OK" } });
      expect(await post("/", ["GET", "b"], base64)).toMatchObject({
        body: { result: Buffer.from("é OK").toString("base64") },
      });
      await post("/", ["RPUSH", "list", "one", "two"]);
      expect(
        await post(
          "/pipeline",
          [
            ["LRANGE", "list", 0, -1],
            ["LLEN", "list"],
            ["GET", "no"],
          ],
          base64,
        ),
      ).toMatchObject({
        body: [{ result: ["b25l", "dHdv"] }, { result: 2 }, { result: null }],
      });
    });

    it("returns hashes as flat lists, as on the wire", async () => {
      await post("/", ["HSET", "hash", "a", "1", "b", "2"]);
      expect(await post("/", ["HGETALL", "hash"])).toMatchObject({ body: { result: ["a", "1", "b", "2"] } });
    });

    it("runs a pipeline in order and reports each failure in its place", async () => {
      const { status, body } = await post("/pipeline", [
        ["SET", "p", "x"],
        ["LPUSH", "p", "y"],
        ["NOSUCH"],
        ["GET", "p"],
      ]);
      expect(status).toBe(200);
      expect(body).toEqual([
        { result: "OK" },
        { error: expect.stringMatching(WRONG_TYPE) },
        { error: expect.stringContaining("unknown command") },
        { result: "x" },
      ]);
    });

    it("runs multi-exec as a whole, or not at all when a command is unknown", async () => {
      expect(
        await post("/multi-exec", [
          ["SET", "m", "1"],
          ["INCR", "m"],
        ]),
      ).toMatchObject({
        status: 200,
        body: [{ result: "OK" }, { result: 2 }],
      });
      expect(await post("/multi-exec", [["INCR", "m"], ["NOSUCH"]])).toMatchObject({
        status: 400,
        body: { error: expect.stringContaining("EXECABORT") },
      });
      expect(await post("/", ["GET", "m"])).toMatchObject({ body: { result: "2" } });
    });

    it("reads commands from the path, with options in the query and a value in the body", async () => {
      expect(await call("/set/path%20key/v1?EX=100", { method: "GET" })).toMatchObject({ body: { result: "OK" } });
      expect(await call("/get/path%20key", { method: "GET" })).toMatchObject({ body: { result: "v1" } });
      expect(await call("/ttl/path%20key", { method: "GET" })).toMatchObject({ body: { result: 100 } });
      await call("/set/from-body", { body: "a value" });
      expect(await call("/get/from-body", { method: "GET" })).toMatchObject({ body: { result: "a value" } });
    });

    it("requires its token, in the header or the query", async () => {
      const unauthorized = { status: 401, body: { error: "Unauthorized" } };
      for (const authorization of ["", "Bearer wrong", "Basic test-token"]) {
        expect(await call("/get/greeting", { headers: { authorization } })).toMatchObject(unauthorized);
      }
      expect(await call("/ping?_token=test-token", { headers: { authorization: "" } })).toMatchObject({
        body: { result: "PONG" },
      });
      expect(await call("/ping?_token=wrong", { headers: { authorization: "" } })).toMatchObject(unauthorized);
    });

    it("answers every bad request with a JSON error", async () => {
      const cases = [
        [await call("/", { body: "not json" }), 400, "not JSON"],
        [await post("/", { SET: 1 }), 400, "expected a list"],
        [await post("/", []), 400, "empty command"],
        [await post("/", ["SET", "a", { nested: true }]), 400, "only strings"],
        [await post("/pipeline", []), 400, "empty pipeline"],
        [await post("/pipeline", ["GET"]), 400, "expected a list"],
        [await call("/", { method: "GET" }), 405, "method not allowed"],
        [await call("/get/a", { method: "DELETE" }), 405, "method not allowed"],
        [await call("/get/%E0%A4%A", { method: "GET" }), 400, "percent-encoding"],
      ] as const;
      for (const [answer, status, words] of cases) {
        expect(answer).toMatchObject({ status, body: { error: expect.stringContaining(words) } });
      }
    });

    it("refuses commands that would affect other clients on the shared connection", async () => {
      for (const command of [
        ["SHUTDOWN"],
        ["config", "set", "dir", "/"],
        ["SUBSCRIBE", "x"],
        ["BLPOP", "l", 0],
        ["SELECT", 1],
      ]) {
        expect(await post("/", command)).toMatchObject({
          status: 400,
          body: { error: expect.stringContaining("not available") },
        });
      }
      expect(await post("/", ["XREAD", "BLOCK", 0, "STREAMS", "s", "$"])).toMatchObject({ status: 400 });
      expect(await post("/", ["PING"])).toMatchObject({ body: { result: "PONG" } });
    });

    it("refuses a body over 10 MB and serves the next request", async () => {
      expect(await call("/", { body: "x".repeat(10 * 1024 * 1024 + 1) })).toMatchObject({
        status: 413,
        body: { error: expect.stringContaining("max request size") },
      });
      expect(await post("/", ["PING"])).toMatchObject({ status: 200 });
    });

    it("answers each request with a new sync token, and takes any token back", async () => {
      const tokenAfter = async (sent: Record<string, string>) =>
        (await post("/", ["PING"], sent)).headers.get("upstash-sync-token");
      const first = await tokenAfter({});
      expect(first).toMatch(/^\S+$/);
      const others = [
        await tokenAfter({ "upstash-sync-token": "" }),
        await tokenAfter({ "upstash-sync-token": first ?? "" }),
        await tokenAfter({ "upstash-sync-token": "of another database" }),
      ];
      expect(new Set([first, ...others]).size).toBe(4);
    });

    it("identifies scripts by the hash of what was sent, including a first line that Redis itself refuses", async () => {
      const script = "#!lua flags=allow-key-locking\nreturn { KEYS[1], ARGV[1] }";
      const sha = createHash("sha1").update(script).digest("hex");
      expect(await post("/", ["SCRIPT", "LOAD", script])).toMatchObject({ body: { result: sha } });
      expect(await post("/", ["EVALSHA", sha, 1, "k", "v"])).toMatchObject({ body: { result: ["k", "v"] } });
      expect(await post("/", ["SCRIPT", "EXISTS", sha, "f".repeat(40)])).toMatchObject({ body: { result: [1, 0] } });
      expect(await post("/multi-exec", [["EVALSHA", sha, 1, "k", "v"]])).toMatchObject({
        body: [{ result: ["k", "v"] }],
      });
      await post("/", ["SCRIPT", "FLUSH"]);
      expect(await post("/", ["EVALSHA", sha, 1, "k", "v"])).toMatchObject({
        status: 400,
        body: { error: expect.stringMatching(/^NOSCRIPT /) },
      });
    });
  });
}
