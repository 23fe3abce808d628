import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { childEnv } from "./env.ts";

/** An Upstash endpoint on redis-server in its own processes, so that the load and its target do not share a thread. */
export interface LocalEndpoint {
  readonly url: string;
  readonly token: string;
  /** The server that answers, e.g. `redis-server 7.0.15`. */
  readonly name: string;
  /** How often each command was executed since Redis started, including those inside scripts. */
  commandCounts(): Promise<ReadonlyMap<string, number>>;
  close(): Promise<void>;
}

const TOKEN = "bench-token";

export async function openLocalEndpoint(): Promise<LocalEndpoint> {
  const dataDir = await mkdtemp(join(tmpdir(), "sendcat-admission-bench-"));
  const cli = join(dirname(fileURLToPath(import.meta.resolve("@sendcat/local-upstash"))), "cli.ts");
  const child = spawn(process.execPath, [cli, "--port", "0", "--data", dataDir, "--json"], {
    env: childEnv({ UPSTASH_LOCAL_TOKEN: TOKEN }),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  // safe because the command line documents this shape
  const { url, name } = JSON.parse(line) as { readonly url: string; readonly name: string };
  const command = async (...parts: readonly string[]): Promise<unknown> => {
    const init = { method: "POST", headers: { authorization: `Bearer ${TOKEN}` }, body: JSON.stringify(parts) };
    // safe because Redis over REST answers this shape or the benchmark fails
    return ((await (await fetch(url, init)).json()) as { readonly result: unknown }).result;
  };
  return {
    url,
    name,
    token: TOKEN,
    async commandCounts() {
      const stats = String(await command("INFO", "commandstats"));
      return new Map(
        [...stats.matchAll(/cmdstat_(\S+?):calls=(\d+)/g)].map(([, of = "", calls]) => [of, Number(calls)]),
      );
    },
    async close() {
      if (child.exitCode === null && child.kill()) await once(child, "exit");
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
