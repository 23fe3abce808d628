import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { api } from "../testing/fixture-api.ts";
import { type FixtureDeployment, startFixtureDeployment } from "../testing/fixture-deployment.ts";

const GENEROUS_MS = 120_000;
let from: FixtureDeployment;
let to: FixtureDeployment;

beforeAll(async () => {
  [from, to] = await Promise.all([startFixtureDeployment(), startFixtureDeployment()]);
}, GENEROUS_MS);

afterAll(async () => {
  await Promise.all([from.close(), to.close()]);
});

const cli = (deployment: FixtureDeployment, ...args: string[]): Promise<string> =>
  deployment.app.cli(deployment.deployment.url, ...args);

function contentOf({ http }: FixtureDeployment): Promise<unknown> {
  const steps = ["things", "strict"].map((table) => ({
    do: "scan",
    source: { table, index: null, bounds: [], order: "asc", filter: null },
    end: "collect",
    count: 1,
  }));
  return http.query(api.differential.read, { steps });
}

it(
  "moves documents of all types, references and files from one deployment to another",
  async () => {
    const fields = { a: [NaN, -0, Infinity, 5n, "5"], b: new Uint8Array([0, 255]).buffer, o: { x: "text" } };
    await from.http.mutation(api.differential.write, {
      steps: [
        { do: "insert", table: "things", key: "k1", fields, refersTo: null },
        {
          do: "insert",
          table: "strict",
          key: "k2",
          fields: { rank: 1, big: 7n },
          refersTo: { table: "things", key: "k1" },
        },
      ],
    });
    const stored: { id: string } = await from.http.action(api.files.roundTrip, { text: "a file" });
    // Makes the table numbers of the two deployments differ unless the import takes them over.
    await to.http.mutation(api.differential.write, {
      steps: [{ do: "insert", table: "things", key: "gone", fields: {}, refersTo: null }],
    });
    const archive = join(from.app.directory, "snapshot.zip");
    await cli(from, "export", "--path", archive, "--include-file-storage");
    await cli(to, "import", "--replace-all", "--yes", archive);
    expect(await contentOf(to)).toEqual(await contentOf(from));
    const url: string = await to.http.query(api.files.url, { id: stored.id });
    expect(await (await fetch(url)).text()).toBe("a file");
  },
  GENEROUS_MS,
);

it(
  "imports JSON lines, JSON arrays and CSV, and writes nothing of an invalid file",
  async () => {
    const importing = async (name: string, content: string, ...flags: string[]): Promise<string> => {
      await to.app.write(name, content);
      return cli(to, "import", "--table", "counters", "--yes", ...flags, join(to.app.directory, name));
    };
    const value = (name: string): Promise<number> => to.http.query(api.counters.get, { name });
    await importing("a.jsonl", '{"name":"lines","value":1}\n{"name":"other","value":2}\n', "--replace");
    expect(await value("lines")).toBe(1);
    await importing("b.json", '[{"name":"array","value":3}]', "--append");
    expect([await value("lines"), await value("array")]).toEqual([1, 3]);
    await importing("c.csv", 'name,value\n"one, ""quoted""",4\n', "--replace");
    expect([await value('one, "quoted"'), await value("lines")]).toEqual([4, 0]);
    await expect(importing("d.jsonl", '{"name":"x","value":1}\n{"name":5,"value":1}\n', "--append")).rejects.toThrow(
      "does not match the schema",
    );
    await expect(importing("e.jsonl", "{", "--append")).rejects.toThrow("Cannot read line 1");
    await expect(importing("f.jsonl", '{"name":"x","value":1}')).rejects.toThrow("already exists");
    expect(await value("x")).toBe(0);
  },
  GENEROUS_MS,
);

it(
  "accepts an import that takes longer than any function may",
  async () => {
    const file = join(to.app.directory, "things.jsonl");
    const line = JSON.stringify({ key: "many", o: { text: "x".repeat(200) } });
    await writeFile(file, `${line}\n`.repeat(60_000));
    await cli(to, "import", "--replace", "--yes", "--table", "things", file);
    expect(to.log.filter((text) => text.includes("held the thread"))).toEqual([]);
  },
  GENEROUS_MS,
);
