import {
  addIncrements,
  LIMIT_NAMES,
  SendcatError,
  serviceDay,
  type BreakerView,
  type Controls,
  type Increments,
  type LimitName,
  type Operations,
  type OperationsReading,
} from "@sendcat/shared-types";
import { ADDRESS_NAME } from "../admission/lua/address.ts";
import { LOADS_KEY, METRICS_TOTALS_KEY, METRICS_TTL_MS, metricsKey, minuteOf, SERVICE_KEY, spendKey } from "../keys.ts";
import { countsText, parseCounts } from "../metrics/metrics-buffer.ts";
import type { QuotaRedis } from "../connection/quota-redis.ts";
import type { RedisLink } from "../connection/redis-link.ts";
import { changeScript } from "./change-script.ts";
import { readScript } from "./read-script.ts";
import { rollUpScript } from "./roll-up-script.ts";

export interface OperationsOptions {
  readonly link: RedisLink<QuotaRedis>;
  readonly timeZone: string;
  readonly waitMs: number;
}

/** A minute is over when no host's clock is in it any more: after this many minutes. */
const MINUTE_IS_OVER_AFTER = 2;
const MINUTES_KEPT = METRICS_TTL_MS / 60_000;

export interface RollUp {
  /** Minutes that are over and not yet in the totals, oldest first. */
  due(nowMs: number): Promise<OperationsReading["minutes"]>;
  /** Adds a minute to the totals; only once, however often it is called. */
  add(minute: OperationsReading["minutes"][number]): Promise<void>;
}

/**
 * What operators see and switch, one round trip each, and the roll-up of counts. Throws `capacity_saturated`, scope `redis`, when Redis
 * does not answer.
 */
export function createOperations({ link, timeZone, waitMs }: OperationsOptions): Operations & RollUp {
  const ask = async (run: () => Promise<readonly unknown[]>): Promise<readonly unknown[]> => {
    const reply = await link.ask(run, waitMs);
    if (reply.ok) return reply.value;
    throw new SendcatError({ code: "capacity_saturated", scope: "redis", cause: reply.cause });
  };
  const readAll = async (nowMs: number, wanted: number) => {
    const newest = minuteOf(nowMs);
    const day = serviceDay(nowMs, timeZone).name;
    const minutes = Array.from({ length: MINUTES_KEPT }, (_, i) => metricsKey(newest - i));
    const [service, spend, totals, loads, seen] = await ask(() =>
      readScript.run(link.redis, {
        keys: [SERVICE_KEY, LOADS_KEY, spendKey(day), METRICS_TOTALS_KEY, ...minutes],
        args: [String(Math.floor(nowMs)), String(newest), String(wanted)],
      }),
    );
    const { rolledUpTo = "0", ...counts } = fieldsOf(totals);
    return {
      newest,
      rolledUpTo: Number(rolledUpTo),
      service: fieldsOf(service),
      loads: linesOf(loads).map(withoutAddresses),
      spend: fieldsOf(spend),
      totals: Object.fromEntries(Object.entries(counts).map(([series, value]) => [series, Number(value)])),
      minutes: linesOf(seen)
        .map(minuteOfLine)
        .sort((a, b) => a.minute - b.minute),
    };
  };
  return {
    async read({ nowMs, minutes: wanted }) {
      const { newest, rolledUpTo, service, loads, spend, totals, minutes } = await readAll(nowMs, wanted);
      const notYet = minutes.filter(({ minute }) => minute > rolledUpTo).map(({ counts }) => counts);
      return {
        controls: controlsOf(service),
        open: addIncrements(...loads),
        hosts: loads.length,
        spend: spendOf(spend, nowMs),
        breakers: breakersOf(service, nowMs),
        totals: addIncrements(totals, ...notYet),
        minutes: minutes.filter(({ minute }) => minute > newest - wanted),
      };
    },
    async change(change) {
      const isLimit = change.action === "limit";
      const field = isLimit ? `limit|${change.limit}` : change.action;
      const value = isLimit ? String(change.value ?? "") : change.on ? "1" : "";
      await ask(() => changeScript.run(link.redis, { keys: [SERVICE_KEY], args: [field, value] }));
    },
    async due(nowMs) {
      const { newest, rolledUpTo, minutes } = await readAll(nowMs, 0);
      return minutes.filter(({ minute }) => minute > rolledUpTo && minute <= newest - MINUTE_IS_OVER_AFTER);
    },
    async add({ minute, counts }) {
      await ask(() =>
        rollUpScript.run(link.redis, { keys: [METRICS_TOTALS_KEY], args: [String(minute), countsText(counts)] }),
      );
    },
  };
}

/** The open turns by place; clients' addresses stay in Redis. */
function withoutAddresses(load: string): Increments {
  const counts = Object.entries(parseCounts(load));
  return Object.fromEntries(counts.filter(([name]) => !name.startsWith(ADDRESS_NAME)));
}

function controlsOf(service: Readonly<Record<string, string>>): Controls {
  const limits: Partial<Record<LimitName, number>> = {};
  for (const name of LIMIT_NAMES) {
    const value = service[`limit|${name}`];
    if (value !== undefined) limits[name] = Number(value);
  }
  return { kill: service["kill"] !== undefined, drain: service["drain"] !== undefined, limits };
}

/** Expired reservations do not count, as in `lua/spend.ts`. */
function spendOf(fields: Readonly<Record<string, string>>, nowMs: number): OperationsReading["spend"] {
  let [settledMicroUsd, heldMicroUsd] = [0, 0];
  for (const [field, value] of Object.entries(fields)) {
    if (field.startsWith("settled|")) settledMicroUsd += Number(value);
    const untilMs = /^held\|[^|]+\|(\d+)$/.exec(field)?.[1];
    if (untilMs !== undefined && Number(untilMs) > nowMs) heldMicroUsd += Number(value);
  }
  return { settledMicroUsd, heldMicroUsd };
}

/** Fields as in `lua/breaker.ts`. */
function breakersOf(service: Readonly<Record<string, string>>, nowMs: number): readonly BreakerView[] {
  return Object.entries(service).flatMap(([field, text]) => {
    if (!field.startsWith("breaker|")) return [];
    const [state, untilMs, , , , , , , opens, sinceMs] = text.split("|");
    const isOpen = state === "open" && Number(untilMs) > nowMs;
    const shown = isOpen ? "open" : state === "closed" ? "closed" : "half-open";
    const times = { untilMs: Number(untilMs), sinceMs: Number(sinceMs), opens: Number(opens) };
    return [{ route: field.slice(8), state: shown, ...times } as const];
  });
}

/** `minute>counts&counts`, one per process. */
function minuteOfLine(line: string): OperationsReading["minutes"][number] {
  const [minute, counts = ""] = line.split(">");
  return { minute: Number(minute), counts: addIncrements(...counts.split("&").map(parseCounts)) };
}

function linesOf(reply: unknown): readonly string[] {
  return String(reply).split("\n").filter(Boolean);
}

function fieldsOf(flat: unknown): Readonly<Record<string, string>> {
  // The client turns texts of digits into numbers; this turns them back.
  const texts = Array.isArray(flat) ? flat.map(String) : [];
  const fields: Record<string, string> = {};
  for (let i = 0; i + 1 < texts.length; i += 2) fields[String(texts[i])] = String(texts[i + 1]);
  return fields;
}
