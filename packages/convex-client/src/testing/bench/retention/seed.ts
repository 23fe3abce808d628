import type { openLocalDeployment } from "../../local-deployment.ts";
import { messageRow } from "../samples.ts";
import type { Person, SeededThread } from "./people.ts";

export type Deployment = Awaited<ReturnType<typeof openLocalDeployment>>;

const ROWS_AT_A_TIME = 40_000;

/** Puts all users' rows into the tables, as `npx convex import` does. */
export async function seed(deployment: Deployment, everybody: readonly Person[], say: (text: string) => void) {
  await put(deployment, "users", everybody.map(userRow));
  await put(
    deployment,
    "accounts",
    everybody.flatMap(({ ownerId, plan }) =>
      plan === "guest" ? [] : [{ ownerId, plan, role: "user", graceUntilMs: null }],
    ),
  );
  const threads = everybody.flatMap(({ ownerId, threads: own }) => own.map((thread) => threadRow(ownerId, thread)));
  await put(deployment, "threads", threads);
  say(`${everybody.length} people with ${threads.length} conversations are there`);
  let batch: object[] = [];
  let done = 0;
  for (const { ownerId, threads: own } of everybody) {
    for (const { threadId, messages } of own) {
      for (let index = 0; index < messages; index++) {
        batch.push(messageRow({ ownerId, threadId, index, words: `${threadId.slice(0, 8)} ${index}` }));
      }
    }
    if (batch.length < ROWS_AT_A_TIME) continue;
    await deployment.import("messages", batch);
    done += batch.length;
    batch = [];
    if (done % (ROWS_AT_A_TIME * 5) < ROWS_AT_A_TIME) say(`${done} messages are there`);
  }
  await put(deployment, "messages", batch);
}

async function put(deployment: Deployment, table: string, rows: readonly object[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_A_TIME) {
    await deployment.import(table, rows.slice(from, from + ROWS_AT_A_TIME));
  }
}

function userRow({ ownerId, plan }: Person): object {
  return { subject: ownerId, kind: plan === "guest" ? "guest" : "user", plan };
}

function threadRow(ownerId: string, { threadId, updatedAtMs }: SeededThread): object {
  return { threadId, ownerId, title: "A conversation", titleState: "model", updatedAtMs, removed: false };
}
