import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMMANDS, type CommandName } from "./backend/memory/commands.ts";
import { refusalOf } from "./protocol/refused-commands.ts";
import { LOCAL_BACKENDS, startServer, type TestServer } from "./testing/local-backends.ts";

interface Answer {
  readonly result?: unknown;
  readonly error?: string;
}

const send = async (server: TestServer, path: string, body: unknown): Promise<unknown> => {
  const headers = { authorization: "Bearer test-token" };
  return (await fetch(server.url + path, { method: "POST", headers, body: JSON.stringify(body) })).json();
};

/** Options in small letters, in the order in which they run, with what Redis replies. */
const SMALL_LETTERS: readonly (readonly [command: readonly string[], result: unknown])[] = [
  [["set", "s", "1", "nx", "ex", "100"], "OK"],
  [["set", "s", "2", "nx"], null],
  [["set", "s", "2", "xx", "get", "keepttl"], "1"],
  [["getex", "s", "persist"], "2"],
  [["expire", "s", "100", "xx"], 0],
  [["expireat", "s", "4000000000", "nx"], 1],
  [["copy", "s", "t", "replace"], 1],
  [["zadd", "z", "nx", "ch", "1", "a", "2", "b", "3", "c"], 3],
  [["zadd", "z", "xx", "gt", "ch", "5", "a", "1", "b"], 1],
  [["zadd", "z", "incr", "0.5", "b"], "2.5"],
  [
    ["zrange", "z", "(1", "+inf", "byscore", "limit", "1", "1", "withscores"],
    ["c", "3"],
  ],
  [["zrange", "z", "0", "0", "rev"], ["a"]],
  [["zunionstore", "y", "2", "z", "z", "weights", "2", "1", "aggregate", "max"], 3],
  [
    ["zrangebyscore", "y", "6", "inf", "withscores"],
    ["c", "6", "a", "10"],
  ],
  [["linsert", "l", "before", "a", "b"], 0],
  [["rpush", "l", "a", "b", "a", "c"], 4],
  [["lpos", "l", "a", "rank", "2", "count", "0"], [2]],
  [["lmove", "l", "l", "left", "right"], "a"],
  [
    ["lmpop", "1", "l", "left", "count", "2"],
    ["l", ["b", "a"]],
  ],
  [["hset", "h", "a1", "x", "b1", "y", "a2", "z"], 3],
  [
    ["hscan", "h", "0", "match", "a?", "count", "100"],
    ["0", ["a1", "x", "a2", "z"]],
  ],
  [
    ["zscan", "z", "0", "match", "b", "count", "100"],
    ["0", ["b", "2.5"]],
  ],
  [["sadd", "u", "one", "two"], 2],
  [
    ["sscan", "u", "0", "match", "o*", "count", "100"],
    ["0", ["one"]],
  ],
  [
    ["scan", "0", "match", "*", "type", "hash", "count", "100"],
    ["0", ["h"]],
  ],
  [["sintercard", "1", "u", "limit", "1"], 1],
  [["bitcount", "s", "0", "3", "bit"], 2],
  [["xadd", "x", "nomkstream", "1-1", "f", "v"], null],
  [["xadd", "x", "maxlen", "=", "1", "1-1", "f", "v"], "1-1"],
  [["xread", "count", "1", "streams", "x", "0"], [["x", [["1-1", ["f", "v"]]]]]],
];

/** What Redis refuses, with its words. */
const REFUSED: readonly (readonly [command: readonly string[], error: string])[] = [
  [["set", "k", "v", "nx", "xx"], "ERR syntax error"],
  [["set", "k", "v", "ex"], "ERR syntax error"],
  [["set", "k", "v", "ex", "0"], "ERR invalid expire time in 'set' command"],
  [["set", "k", "v", "ex", "soon"], "ERR value is not an integer or out of range"],
  [["set", "k", "v", "sometimes"], "ERR syntax error"],
  [["get"], "ERR wrong number of arguments for 'get' command"],
  [["scan", "first"], "ERR invalid cursor"],
  [["scan", "0", "count", "0"], "ERR syntax error"],
  [["zadd", "k", "nx", "gt", "1", "a"], "ERR GT, LT, and/or NX options at the same time are not compatible"],
  [["zadd", "k", "many", "a"], "ERR value is not a valid float"],
  [
    ["zrange", "k", "0", "1", "limit", "0", "1"],
    "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX",
  ],
  [["expire", "k", "1", "later"], "ERR Unsupported option later"],
  [["lpop", "k", "-1"], "ERR value is out of range, must be positive"],
  [["hincrby", "k", "f", "1.5"], "ERR value is not an integer or out of range"],
  [["xadd", "k", "0-0", "f", "v"], "ERR The ID specified in XADD must be greater than 0-0"],
  [["NOSUCH", "a", "b"], "ERR unknown command 'NOSUCH', with args beginning with: 'a' 'b' "],
];

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  describe.skipIf(skip !== undefined)(`commands, ${title}`, () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await startServer(kind);
    });
    afterAll(() => server?.close());

    it("take their options in small letters", async () => {
      const answers = await send(server, "/pipeline", [["flushall"], ...SMALL_LETTERS.map(([command]) => command)]);
      expect(answers).toEqual([{ result: "OK" }, ...SMALL_LETTERS.map(([, result]) => ({ result }))]);
    });

    it("are refused with Redis's own words", async () => {
      const answers = await send(server, "/pipeline", [["flushall"], ...REFUSED.map(([command]) => command)]);
      expect(answers).toEqual([{ result: "OK" }, ...REFUSED.map(([, error]) => ({ error }))]);
    });

    it("read every name that matches, page by page, exactly once", async () => {
      const names = Array.from({ length: 600 }, (_, index) => `n${index}`);
      await send(server, "/pipeline", [
        ["flushall"],
        ["mset", ...names.flatMap((name) => [name, "v"])],
        ["sadd", "set", ...names],
        ["hset", "hash", ...names.flatMap((name) => [name, "v"])],
        ["zadd", "sorted", ...names.flatMap((name) => ["1", name])],
      ]);
      const wanted = names.filter((name) => name.startsWith("n1")).sort();
      for (const [command, size] of [
        [["scan"], 1],
        [["sscan", "set"], 1],
        [["hscan", "hash"], 2],
        [["zscan", "sorted"], 2],
      ] as const) {
        const found: string[] = [];
        let cursor = "0";
        let pages = 0;
        do {
          const answer = await send(server, "/", [...command, cursor, "match", "n1*", "count", "50"]);
          // safe because this is the reply of a SCAN command.
          const { result } = answer as { result: [string, string[]] };
          cursor = result[0];
          found.push(...result[1].filter((_, index) => index % size === 0));
          pages += 1;
        } while (cursor !== "0");
        expect([...new Set(found)].sort()).toEqual(wanted);
        expect(pages).toBeGreaterThan(5);
      }
    });

    it("add fractions without rounding errors, and keep bytes", async () => {
      const answers = await send(server, "/pipeline", [
        ["set", "f", "0.1"],
        ["incrbyfloat", "f", "0.2"],
        ["setbit", "bits", "0", "1"],
        ["getrange", "bits", "0", "0"],
        ["strlen", "bits"],
      ]);
      expect(answers).toEqual([{ result: "OK" }, { result: "0.3" }, { result: 0 }, { result: "�" }, { result: 1 }]);
    });

    it("only read in EVAL_RO", async () => {
      const run = (script: string) => send(server, "/", ["eval_ro", script, "1", "r"]);
      expect(await run("return redis.call('GET', KEYS[1])")).toEqual({ result: null });
      expect(await run("return redis.call('SET', KEYS[1], '1')")).toEqual({
        error: expect.stringContaining("ERR Write commands are not allowed from read-only scripts."),
      });
    });

    it("expire by themselves", async () => {
      await send(server, "/", ["set", "brief", "v", "px", "1"]);
      await expect.poll(() => send(server, "/", ["get", "brief"])).toEqual({ result: null });
    });
  });
}

const [onRedis] = LOCAL_BACKENDS;

describe.skipIf(onRedis.skip !== undefined)(`the fallback's table beside that of redis-server`, () => {
  let servers: readonly [TestServer, TestServer];
  beforeAll(async () => {
    servers = [await startServer("redis"), await startServer("memory")];
  });
  afterAll(() => Promise.all(servers.map((server) => server.close())));

  it("has the same number of arguments and the same write flag for each command", async () => {
    // safe because the table has these keys.
    const names = Object.keys(COMMANDS) as CommandName[];
    const answer = await send(servers[0], "/", ["command", "info", ...names]);
    // safe because this is the reply of COMMAND INFO.
    const { result } = answer as { result: readonly (readonly [string, number, readonly string[]])[] };
    const theirs = result.map(([name, arity, flags]) => [name.toUpperCase(), arity, flags.includes("write")]);
    expect(names.map((name) => [name, COMMANDS[name].arity, COMMANDS[name].writes])).toEqual(theirs);
  });

  it("refuses every other command of redis-server as unknown, and answers none wrongly", async () => {
    const { result } = (await send(servers[0], "/", ["command", "list"])) as { result: readonly string[] };
    const had = new Set(["EVAL", "EVAL_RO", "EVALSHA", "EVALSHA_RO", "PUBLISH", "SCRIPT", ...Object.keys(COMMANDS)]);
    const others = result.map((name) => name.toUpperCase()).filter((name) => !had.has(name) && !refusalOf([name]));
    const answers = await send(
      servers[1],
      "/pipeline",
      others.map((name) => [name, "a", "b", "c"]),
    );
    // safe because this is the protocol's answer to a pipeline.
    for (const answer of answers as readonly Answer[]) expect(answer.error).toMatch(/^ERR unknown command /);
  });
});
