import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOCAL_BACKENDS, startServer, type TestServer } from "./testing/local-backends.ts";

/** What a script returns: the same on Redis and on the fallback. Every script gets its own key `k:N` and the argument `v`. */
const REPLIES: readonly (readonly [string, string, unknown])[] = [
  ["a number without its fraction", "return 3.99", 3],
  ["a negative number without its fraction", "return -3.99", -3],
  ["a number beyond 32 bits", "return 4294967296 * 1000 + 1", 4_294_967_296_001],
  ["a list up to its first nil", "return { 1, 'two', nil, 4 }", [1, "two"]],
  ["a list in a list", "return { { 'a' }, {} }", [["a"], []]],
  ["true as 1, false and nil as null", "return { true, false, 'end' }", [1, null, "end"]],
  ["nothing as null", "local unused = 1", null],
  [
    "keys and arguments as text",
    "return { type(KEYS[1]), type(ARGV[1]), ARGV[1], #ARGV }",
    ["string", "string", "v", 1],
  ],
  ["an empty text as text", "redis.call('SET', KEYS[1], '') return type(redis.call('GET', KEYS[1]))", "string"],
  ["an absent value as false", "return tostring(redis.call('GET', KEYS[1]))", "false"],
  [
    "absent values within a list as false",
    "redis.call('HSET', KEYS[1], 'b', '2') local list = redis.call('HMGET', KEYS[1], 'a', 'b', 'c') return { #list, tostring(list[1]), list[2] }",
    [3, "false", "2"],
  ],
  ["a status as a table", "return redis.call('SET', KEYS[1], '1').ok", "OK"],
  ["the stored text OK as text", "redis.call('SET', KEYS[1], 'OK') return type(redis.call('GET', KEYS[1]))", "string"],
  ["a status that it makes", "return redis.status_reply('FINE')", "FINE"],
  ["a count as a number", "return redis.call('INCRBY', KEYS[1], 2147483647) + 1", 2_147_483_648],
  ["a count without a fraction in text", "return 'n' .. redis.call('INCR', KEYS[1])", "n1"],
  ["a stored number as text", "redis.call('SET', KEYS[1], 12) return redis.call('GET', KEYS[1])", "12"],
  ["a stored fraction", "redis.call('SET', KEYS[1], 0.5) return redis.call('GET', KEYS[1])", "0.5"],
  [
    "a zero byte and the text after it",
    "redis.call('SET', KEYS[1], 'a\\0b') return redis.call('GET', KEYS[1])",
    "a\0b",
  ],
  ["letters beyond ASCII", "redis.call('HSET', KEYS[1], 'ñ', '🐢') return redis.call('HGETALL', KEYS[1])", ["ñ", "🐢"]],
  ["a hash", "return redis.sha1hex('')", "da39a3ee5e6b4b0d3255bfef95601890afd80709"],
  [
    "the text of an error that it caught",
    "local ok, e = pcall(redis.call, 'NOSUCH') return { ok, type(e) }",
    [null, "string"],
  ],
  ["an error as a value", "return redis.pcall('NOSUCH').err ~= nil", 1],
  ["the arguments of unpack", "return { unpack({ 'a', 'b' }) }", ["a", "b"]],
];

/** Scripts that fail, and their error. */
const FAILURES: readonly (readonly [string, string, RegExp])[] = [
  ["a command that does not exist", "return redis.call('NOSUCH')", /^ERR [Uu]nknown .*command/],
  ["no command", "return redis.call()", /^ERR Please specify at least one argument/],
  [
    "a command's argument that is not text",
    "return redis.call('SET', KEYS[1], {})",
    /arguments must be strings or integers/,
  ],
  ["an error it returns", "return redis.error_reply('BUSY come again')", /^BUSY come again$/],
  ["an error table", "return { err = 'BUSY come again' }", /^BUSY come again$/],
  ["an error it caught and returns", "return redis.pcall('NOSUCH')", /^ERR [Uu]nknown .*command/],
  ["an error it raises", "error('no more')", /^ERR user_script:1: no more/],
  ["a syntax error", "return +", /^ERR Error compiling script .*user_script:1:/],
  ["a global that does not exist", "return nowhere", /nonexistent global variable 'nowhere'/],
  ["an attempt to set a global", "leftover = 1", /(readonly table|create global variable)/],
  ["an attempt to change a library", "string.format = nil", /readonly table/],
];

for (const { kind, title, skip } of LOCAL_BACKENDS) {
  describe.skipIf(skip !== undefined)(`a script, ${title}`, () => {
    let server: TestServer;
    let keys = 0;
    beforeAll(async () => {
      server = await startServer(kind);
    });
    afterAll(() => server?.close());

    const post = async (...command: readonly (string | number)[]) => {
      const init = { method: "POST", headers: { authorization: "Bearer test-token" }, body: JSON.stringify(command) };
      return (await fetch(server.url, init)).json();
    };
    const run = (script: string) => post("EVAL", script, 1, `k:${(keys += 1)}`, "v");

    for (const [what, script, result] of REPLIES)
      it(`answers ${what}`, async () => expect(await run(script)).toEqual({ result }));

    for (const [what, script, error] of FAILURES)
      it(`returns the error of ${what}`, async () =>
        expect(await run(script)).toEqual({ error: expect.stringMatching(error) }));

    it("keeps what it wrote before it failed, and the next script runs", async () => {
      const key = "k:half";
      expect(await post("EVAL", "redis.call('SET', KEYS[1], 'written') error('half way')", 1, key)).toHaveProperty(
        "error",
      );
      expect(await post("EVAL", "return redis.call('GET', KEYS[1])", 1, key)).toEqual({ result: "written" });
    });

    it("gets its own keys and arguments, however many scripts ran before", async () => {
      const script = "return { #KEYS, #ARGV, KEYS[1], ARGV[1] }";
      expect(await post("EVAL", script, 2, "a", "b", "x", "y", "z")).toEqual({ result: [2, 3, "a", "x"] });
      expect(await post("EVAL", script, 0, "only")).toEqual({ result: [0, 1] });
    });

    it("is refused with a wrong number of keys", async () => {
      for (const count of ["-1", "2", "many"])
        expect(await post("EVAL", "return 1", count, "k")).toEqual({ error: expect.stringMatching(/^ERR /) });
      expect(await post("EVAL", "return 1")).toEqual({ error: expect.stringContaining("wrong number of arguments") });
    });

    it("takes and returns a text of a megabyte", async () => {
      const text = "é".repeat(500_000);
      expect(await post("EVAL", "return ARGV[1] .. '!'", 0, text)).toEqual({ result: `${text}!` });
    });
  });
}
