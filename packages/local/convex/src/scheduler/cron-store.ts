import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Program } from "../runtime/program.ts";
import type { CronSpec } from "./cron-spec.ts";
import { nextCronRun, nextIntervalRun } from "./next-cron-run.ts";

export interface Cron {
  readonly componentPath: string;
  readonly name: string;
  readonly spec: CronSpec;
  readonly nextRunMs: number;
}

/** When each cron of the program runs next. Written by the scheduler and by pushes. */
export class CronStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * Updates the rows to the program's crons; an unchanged cron keeps its next run. Call inside a write
   * transaction. @throws RangeError for a schedule that never comes due
   */
  install(program: Program, nowMs: number): void {
    const wanted = new Set<string>();
    for (const component of program.components.values()) {
      for (const [name, spec] of Object.entries(component.crons)) {
        wanted.add(JSON.stringify([component.path, name]));
        const text = JSON.stringify(spec);
        const existing = this.#database
          .prepare("SELECT spec FROM crons WHERE component = ? AND name = ?")
          .get(component.path, name);
        if (existing?.spec === text) continue;
        const interval = spec.schedule.type === "interval";
        const first = interval ? nowMs : nextCronRun(spec.schedule, nowMs, defaultMinute(name));
        this.#database
          .prepare("INSERT OR REPLACE INTO crons (component, name, spec, next_run_ms) VALUES (?, ?, ?, ?)")
          .run(component.path, name, text, first);
      }
    }
    for (const cron of this.#select("SELECT * FROM crons")) {
      if (wanted.has(JSON.stringify([cron.componentPath, cron.name]))) continue;
      this.#database.prepare("DELETE FROM crons WHERE component = ? AND name = ?").run(cron.componentPath, cron.name);
    }
  }

  due(nowMs: number): Cron[] {
    return this.#select("SELECT * FROM crons WHERE running = 0 AND next_run_ms <= ?", nowMs);
  }

  nextDueMs(): number | null {
    const row = this.#database.prepare("SELECT min(next_run_ms) AS next FROM crons WHERE running = 0").get();
    return typeof row?.next === "number" ? row.next : null;
  }

  /** Call inside a write transaction: the mutation's own when the cron runs a mutation. */
  advance(cron: Cron, nowMs: number, running: boolean): void {
    const { schedule } = cron.spec;
    const next =
      schedule.type === "interval"
        ? nextIntervalRun(schedule, cron.nextRunMs, nowMs)
        : nextCronRun(schedule, nowMs, defaultMinute(cron.name));
    this.#database
      .prepare("UPDATE crons SET next_run_ms = ?, running = ? WHERE component = ? AND name = ?")
      .run(next, running ? 1 : 0, cron.componentPath, cron.name);
  }

  finish(cron: Cron): void {
    this.#database
      .prepare("UPDATE crons SET running = 0 WHERE component = ? AND name = ?")
      .run(cron.componentPath, cron.name);
  }

  /** Call after a restart, when no action of a cron is running. */
  finishAll(): void {
    this.#database.prepare("UPDATE crons SET running = 0 WHERE running = 1").run();
  }

  #select(sql: string, ...parameters: number[]): Cron[] {
    return this.#database
      .prepare(sql)
      .all(...parameters)
      .map((row) => ({
        componentPath: String(row.component),
        name: String(row.name),
        // safe because install() wrote the column from a spec.
        spec: JSON.parse(String(row.spec)) as CronSpec,
        nextRunMs: Number(row.next_run_ms),
      }));
  }
}

/** A minute derived from the cron name, so that crons are spread over the hour. */
function defaultMinute(name: string): number {
  return createHash("sha256").update(name).digest().readUInt16BE(0) % 60;
}
