import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { Catalog } from "./catalog.ts";
import { CommitClock } from "./commit-clock.ts";
import { CommitQueue } from "./commit-queue.ts";
import { createTables } from "./create-tables.ts";
import { SearchPostings } from "./search-postings.ts";
import { Settings } from "./settings.ts";

/** A queue with a disk that finishes or fails when the test decides. */
function queueOnSlowDisk() {
  const database = new DatabaseSync(":memory:");
  createTables(database);
  const settings = new Settings(database);
  const clock = new CommitClock(settings);
  const syncs: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const lost: unknown[] = [];
  const told: bigint[] = [];
  const queue = new CommitQueue({
    database,
    clock,
    catalog: new Catalog(database, new SearchPostings(database)),
    sync: () => new Promise<void>((resolve, reject) => syncs.push({ resolve, reject })),
    onCommit: () => undefined,
    onDurable: ({ timestampNs }) => told.push(timestampNs),
    onLost: (error) => lost.push(error),
  });
  const events: string[] = [];
  const note =
    (event: string) =>
    (value?: unknown): void =>
      void events.push(value instanceof Error ? `${event}: ${value.message}` : event);
  const write = (name: string): void => {
    const done = queue.write(async () => {
      settings.set(name, "written");
      note(`${name} runs`)();
    });
    void done.then(note(`${name} answered`), note(`${name} failed`));
  };
  return { queue, clock, settings, syncs, lost, told, events, note, write };
}

const turn = (ms = 5): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it("answers no caller and notifies no reader before the commit is on disk", async () => {
  const { clock, syncs, told, events, write } = queueOnSlowDisk();
  const before = clock.latestNs;
  write("first");
  await turn();
  expect(events).toEqual(["first runs"]);
  expect(clock.latestNs).toBe(before);
  expect(clock.committedNs).toBeGreaterThan(before);
  syncs[0]?.resolve();
  await turn();
  expect(events).toEqual(["first runs", "first answered"]);
  expect(told).toEqual([clock.latestNs]);
  expect(clock.latestNs).toBe(clock.committedNs);
});

it("waits for a fast disk, so that writes that arrive meanwhile form one group", async () => {
  const { syncs, events, write } = queueOnSlowDisk();
  write("first");
  await turn();
  write("second");
  write("third");
  await turn();
  expect(events).toEqual(["first runs"]);
  syncs[0]?.resolve();
  await turn();
  expect(events).toEqual(["first runs", "first answered", "second runs", "third runs"]);
  expect(syncs).toHaveLength(2);
});

it("runs writes while a slow disk is busy, and commits them together when it is done", async () => {
  const { syncs, events, write } = queueOnSlowDisk();
  write("slow");
  await turn(50);
  syncs[0]?.resolve();
  await turn();
  events.length = 0;
  write("first");
  await turn();
  write("second");
  await turn();
  write("third");
  await turn();
  expect(events).toEqual(["first runs", "second runs", "third runs"]);
  expect(syncs).toHaveLength(2);
  syncs[1]?.resolve();
  await turn();
  expect(syncs).toHaveLength(3);
  expect(events).toEqual(["first runs", "second runs", "third runs", "first answered"]);
  syncs[2]?.resolve();
  await turn();
  expect(events.slice(4)).toEqual(["second answered", "third answered"]);
});

it("holds back a read that has seen a commit until that commit is on disk", async () => {
  const { queue, settings, syncs, events, note, write } = queueOnSlowDisk();
  write("first");
  await turn();
  void queue.read(async () => settings.get("first")).then((value) => note(`read ${value}`)());
  void queue.durable().then(note("durable"));
  await turn();
  expect(events).toEqual(["first runs"]);
  syncs[0]?.resolve();
  await turn();
  expect(events.toSorted()).toEqual(["durable", "first answered", "first runs", "read written"]);
});

it("asks for a restart when the disk fails during a commit, and fails the waiting callers", async () => {
  const { syncs, lost, told, events, write } = queueOnSlowDisk();
  write("first");
  await turn();
  const failure = new Error("no such disk");
  syncs[0]?.reject(failure);
  await turn();
  expect(events).toEqual(["first runs", "first failed: no such disk"]);
  expect(lost).toEqual([failure]);
  expect(told).toEqual([]);
});
