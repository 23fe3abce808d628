import { runsOf } from "@sendcat/test-depth";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CommandName } from "./backend/memory/commands.ts";
import { generatedCommand } from "./testing/generate-commands.ts";
import { LOCAL_BACKENDS, startServer, type TestServer } from "./testing/local-backends.ts";

const RUNS = runsOf("redis-differential");
const PROGRAM_LENGTH = { minLength: 20, maxLength: 120 };

/** Replies in no certain order: names one by one, or with the value that follows each. */
const UNORDERED: ReadonlyMap<CommandName, number> = new Map([
  ...(["HKEYS", "HVALS", "KEYS", "SDIFF", "SINTER", "SMEMBERS", "SPOP", "SUNION"] as const).map(
    (name) => [name, 1] as const,
  ),
  ["HGETALL", 2],
]);
const PAGES: ReadonlyMap<CommandName, number> = new Map([
  ["SCAN", 1],
  ["SSCAN", 1],
  ["HSCAN", 2],
  ["ZSCAN", 2],
]);
/** Replies that depend on chance: only their length is compared. */
const RANDOM: ReadonlySet<CommandName> = new Set(["HRANDFIELD", "RANDOMKEY", "SRANDMEMBER", "ZRANDMEMBER"]);
/** Replies with a time, which passes between the two. */
const TIMED: ReadonlySet<CommandName> = new Set(["EXPIRETIME", "PEXPIRETIME", "PTTL", "TIME", "TTL"]);

interface Answer {
  readonly result?: unknown;
  readonly error?: string;
}

function comparable(name: CommandName, answer: Answer): unknown {
  // A command with two mistakes gets the error of either.
  if (answer.error !== undefined) return "an error";
  const result = rounded(answer.result);
  if (RANDOM.has(name)) return Array.isArray(result) ? result.length : typeof result;
  if (TIMED.has(name)) return typeof result === "number" ? Math.round(result / 10_000) : typeof result;
  if (!Array.isArray(result)) return result;
  const page = PAGES.get(name);
  if (page) return [result[0], inOrder(result[1], page)];
  return inOrder(result, UNORDERED.get(name));
}

/** Redis before 7.2 prints 17 digits of a large fraction, later ones as many as it needs; the driver rounds integers beyond 53 bits. */
function rounded(result: unknown): unknown {
  if (Array.isArray(result)) return result.map(rounded);
  if (typeof result === "number" && !Number.isSafeInteger(result)) return result.toPrecision(12);
  return typeof result === "string" && /^-?\d(?:\.\d+)?e[+-]\d+$/.test(result)
    ? Number(result).toPrecision(12)
    : result;
}

function inOrder(list: readonly unknown[], groupSize: number | undefined): unknown {
  if (groupSize === undefined) return list;
  const groups = Array.from({ length: Math.ceil(list.length / groupSize) }, (_, index) =>
    JSON.stringify(list.slice(index * groupSize, (index + 1) * groupSize)),
  );
  return groups.sort();
}

const [onRedis] = LOCAL_BACKENDS;

describe.skipIf(onRedis.skip !== undefined)(`generated commands on the fallback and ${onRedis.title}`, () => {
  let servers: readonly TestServer[] = [];
  beforeAll(async () => {
    servers = [await startServer("redis"), await startServer("memory")];
  });
  afterAll(() => Promise.all(servers.map((server) => server.close())));

  const pipeline = async (server: TestServer, commands: readonly (readonly string[])[]) => {
    const init = { method: "POST", headers: { authorization: "Bearer test-token" }, body: JSON.stringify(commands) };
    // safe because this is the protocol's answer to a pipeline.
    return (await (await fetch(`${server.url}/pipeline`, init)).json()) as readonly Answer[];
  };

  it("get the same reply from both, one after the other", async () => {
    const program = fc.array(generatedCommand(["FLUSHALL", "FLUSHDB"]), PROGRAM_LENGTH);
    const run = async (commands: readonly (readonly [CommandName, ...string[]])[]) => {
      const [redis = [], fallback = []] = await Promise.all(
        servers.map((server) => pipeline(server, [["FLUSHALL"], ...commands])),
      );
      const compared = commands.map((command, index) => ({
        command,
        redis: comparable(command[0], redis[index + 1] ?? {}),
        fallback: comparable(command[0], fallback[index + 1] ?? {}),
      }));
      // The first difference: those after it may follow from it.
      const different = compared.find((item) => JSON.stringify(item.redis) !== JSON.stringify(item.fallback));
      expect(different).toBeUndefined();
    };
    await fc.assert(fc.asyncProperty(program, run), { numRuns: RUNS });
  });
});
