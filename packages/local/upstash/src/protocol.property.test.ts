import { runsOf } from "@sendcat/test-depth";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOCAL_BACKENDS, startServer, type TestServer } from "./testing/local-backends.ts";

const RUNS = runsOf("upstash-protocol");
const NAMES = [
  "GET",
  "SET",
  "DEL",
  "INCR",
  "HSET",
  "HGETALL",
  "ZADD",
  "ZRANGE",
  "LPUSH",
  "LRANGE",
  "EVAL",
  "EVALSHA",
  "SCRIPT",
];
const nameArbitrary = fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 12 }));
const commandArbitrary = fc
  .tuple(nameArbitrary, fc.array(fc.oneof(fc.string(), fc.integer(), fc.boolean()), { maxLength: 4 }))
  .map(([name, args]) => [name, ...args]);
const bodyArbitrary = fc.oneof(
  fc.string(),
  fc.jsonValue().map((value) => JSON.stringify(value)),
  commandArbitrary.map((command) => JSON.stringify(command)),
  fc.array(commandArbitrary, { maxLength: 5 }).map((commands) => JSON.stringify(commands)),
);

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  describe.skipIf(skip !== undefined)(`the REST protocol for any input, ${title}`, () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await startServer(kind);
    });
    afterAll(() => server?.close());

    const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
      fetch(server.url + path, { method: "POST", body, headers: { authorization: "Bearer test-token", ...headers } });

    it("returns any text as it was stored, plain and in base64, alone and in a pipeline", async () => {
      const run = async (key: string, value: string) => {
        await post("/", JSON.stringify(["SET", `k${key}`, value]));
        const plain = await post("/", JSON.stringify(["GET", `k${key}`]));
        expect(await plain.json()).toEqual({ result: value });
        const headers = { "upstash-encoding": "base64" };
        const encoded = await post("/pipeline", JSON.stringify([["GET", `k${key}`]]), headers);
        const expected = value === "OK" ? "OK" : Buffer.from(value, "utf8").toString("base64");
        expect(await encoded.json()).toEqual([{ result: expected }]);
      };
      const text = fc.oneof(
        fc.string({ unit: "binary" }),
        fc.string(),
        fc.constantFrom("OK", "", "null", "0", "1e999", "{}"),
      );
      await fc.assert(fc.asyncProperty(text, text, run), { numRuns: RUNS });
    });

    it("returns any bytes", async () => {
      const run = async (bytes: Uint8Array) => {
        await post("/set/bytes", new Uint8Array(bytes));
        const reply = await post("/get/bytes", "", { "upstash-encoding": "base64" });
        // safe because a GET of a key that was just set has this shape.
        const { result } = (await reply.json()) as { result: string };
        // "OK" is the only text that is never encoded.
        expect(result === "OK" ? Buffer.from("OK") : Buffer.from(result, "base64")).toEqual(Buffer.from(bytes));
      };
      await fc.assert(fc.asyncProperty(fc.uint8Array({ minLength: 1 }), run), { numRuns: RUNS });
    });

    it("answers any input with JSON, and works afterwards", async () => {
      const run = async (path: string, body: string) => {
        const reply = await post(path, body);
        expect([200, 400]).toContain(reply.status);
        const answer: unknown = await reply.json();
        const items: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
        for (const item of items) {
          expect(item).toSatisfy((value: object) => "result" in value !== "error" in value);
        }
        expect(Array.isArray(answer) ? reply.status : 200).toBe(200);
      };
      const path = fc.constantFrom("/", "/pipeline", "/multi-exec");
      await fc.assert(fc.asyncProperty(path, bodyArbitrary, run), { numRuns: RUNS });
      expect(await (await post("/", '["PING"]')).json()).toEqual({ result: "PONG" });
    });

    it("answers a pipeline item by item, in order", async () => {
      const run = async (values: readonly number[]) => {
        await post("/", '["DEL","list"]');
        const commands = values.map((value) => ["RPUSH", "list", value]);
        const reply = await post("/pipeline", JSON.stringify([...commands, ["LRANGE", "list", 0, -1]]));
        const expected = [...values.map((_value, index) => ({ result: index + 1 })), { result: values.map(String) }];
        expect(await reply.json()).toEqual(expected);
      };
      await fc.assert(fc.asyncProperty(fc.array(fc.integer(), { maxLength: 50 }), run), { numRuns: RUNS });
    });
  });
}
