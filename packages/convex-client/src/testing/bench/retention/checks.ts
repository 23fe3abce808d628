import { ConvexHttpClient } from "convex/browser";
import { makeFunctionReference } from "convex/server";
import { QUERIES } from "../../../functions.ts";
import type { Person } from "./people.ts";
import type { Deployment } from "./seed.ts";

type Row = Readonly<Record<string, unknown>>;
export interface OwnThread {
  readonly ownerId: string;
  readonly threadId: string;
}

const OPEN = makeFunctionReference<"mutation", { threadId: string }>("archives:open");
const AT_A_TIME = 8;
const RESTORE_LOOK_MS = 50;

/** Every row of a table. */
export async function tableRows({ query }: Deployment, table: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null = null; ;) {
    const paginationOpts = { cursor, numItems: 4_000 };
    // safe because the deployment returns this shape
    const { page, isDone, continueCursor } = (await query("_system/cli/tableData", {
      table,
      order: "asc",
      paginationOpts,
    })) as { readonly page: readonly Row[]; readonly isDone: boolean; readonly continueCursor: string };
    rows.push(...page);
    if (isDone) return rows;
    cursor = continueCursor;
  }
}

/** Compares what is left after the sweep with the rule. `extra`: conversations that were started during it. */
export async function checkKept(deployment: Deployment, everybody: readonly Person[], extra: ReadonlySet<string>) {
  const threads = new Map((await tableRows(deployment, "threads")).map((row) => [String(row["threadId"]), row]));
  const messages = new Map<string, number>();
  for (const row of await tableRows(deployment, "messages")) {
    const threadId = String(row["threadId"]);
    messages.set(threadId, (messages.get(threadId) ?? 0) + 1);
  }
  const seeded = everybody.flatMap((person) => person.threads);
  const due = seeded.filter(({ fate }) => fate === "gone");
  const kept = seeded.filter(({ fate }) => fate === "kept");
  const archived = seeded.filter(({ fate, threadId }) => fate === "archived" && threads.get(threadId)?.["archived"]);
  for (const threadId of extra) threads.delete(threadId);
  return {
    threadsBefore: seeded.length,
    due: due.length,
    dueMessages: due.reduce((sum, thread) => sum + thread.messages, 0),
    left: due.filter(({ threadId }) => threads.has(threadId) || messages.has(threadId)).length,
    missing: seeded.filter(({ threadId, fate }) => fate !== "gone" && !threads.has(threadId)).length,
    missingMessages: kept.reduce((sum, one) => sum + Math.abs(one.messages - (messages.get(one.threadId) ?? 0)), 0),
    archived: archived.length,
  };
}

/** All messages of conversations, as the archive would write them. */
export async function linesOf(
  deployment: Deployment,
  threads: readonly OwnThread[],
): Promise<ReadonlyMap<string, string>> {
  const lines = new Map<string, string>();
  await eachOf(threads, async ({ threadId }) => {
    const own: string[] = [];
    for (let cursor: string | null = null; ;) {
      // safe because the function returns this shape
      const page = (await deployment.run("archives:page", { threadId, cursor })) as {
        readonly lines: readonly string[];
        readonly cursor: string | null;
      } | null;
      if (!page) throw new Error(`the conversation ${threadId} cannot be read`);
      own.push(...page.lines);
      if (page.cursor === null) break;
      ({ cursor } = page);
    }
    lines.set(threadId, own.join("\n"));
  });
  return lines;
}

/** Opens every archived conversation as its owner would, and compares the restored messages. */
export async function checkRestored(
  deployment: Deployment,
  threads: readonly OwnThread[],
  asTheyWere: ReadonlyMap<string, string>,
) {
  const ms: number[] = [];
  await eachOf(threads, async ({ ownerId, threadId }) => {
    const token = await deployment.signer.sign({ sub: ownerId, kind: "user", plan: "pro" });
    const client = new ConvexHttpClient(deployment.convexUrl, {
      auth: token,
      skipConvexDeploymentUrlCheck: true,
      logger: false,
    });
    const startedMs = performance.now();
    await client.mutation(OPEN, { threadId }, { skipQueue: true });
    for (;;) {
      const view = await client.query(QUERIES.threads.get, { threadId });
      if (view && !view.archived) break;
      await new Promise((resolve) => setTimeout(resolve, RESTORE_LOOK_MS));
    }
    ms.push(performance.now() - startedMs);
  });
  const now = await linesOf(deployment, threads);
  const different = threads.filter(({ threadId }) => now.get(threadId) !== asTheyWere.get(threadId)).length;
  return { restored: ms.length, different, ms };
}

async function eachOf<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: AT_A_TIME }, async () => {
      for (let item = queue.pop(); item !== undefined; item = queue.pop()) await run(item);
    }),
  );
}
