import type { Engine } from "../engine/engine.ts";
import { decodeCursor, encodeCursor, queryFingerprint } from "../query/cursor.ts";
import type { QueryResult } from "../reactive/query-result.ts";
import { FunctionError } from "../runtime/function-error.ts";
import type { Transaction } from "../store/transaction.ts";
import type { EncodedObject, EncodedValue } from "../values/encoded-value.ts";
import { isEncodedObject } from "../values/is-encoded-object.ts";
import { keySuccessor, LARGEST_KEY, SMALLEST_KEY } from "../values/key-bounds.ts";
import { apiSpec } from "./api-spec.ts";

export interface SystemQueryCall {
  readonly path: string;
  readonly args: EncodedObject;
  readonly componentPath: string;
}

type SystemQuery = (engine: Engine, call: SystemQueryCall, transaction: Transaction) => EncodedValue;

/** The system queries of the official CLI, by path. */
const SYSTEM_QUERIES: Readonly<Record<string, SystemQuery>> = {
  "_system/cli/queryEnvironmentVariables": (engine) =>
    engine.environment.entries().map(([name, value]) => ({ name, value })),

  "_system/cli/queryEnvironmentVariables:get": (engine, { args }) => {
    const value = engine.environment.get(String(args.name));
    return value === undefined ? null : { name: String(args.name), value };
  },

  "_system/cli/convexUrl:cloudUrl": (engine) => engine.cloudUrl,
  "_system/cli/convexUrl:siteUrl": (engine) => engine.siteUrl,
  "_system/cli/modules:apiSpec": (engine) => apiSpec(engine.program),

  "_system/cli/tables": (engine, { componentPath }) => ({
    page: userTables(engine, componentPath).map((name) => ({ name })),
    isDone: true,
    continueCursor: "",
  }),

  "_system/cli/queryTable": (engine, { args, componentPath }) =>
    userTables(engine, componentPath).includes(String(args.tableName)) ? {} : null,

  "_system/cli/tableSize": (engine, { args, componentPath }) =>
    engine.catalog.countDocuments(componentPath, String(args.tableName)),

  "_system/cli/tableData": tableData,

  "_system/frontend/components:list": (engine) =>
    [...(engine.program?.components.values() ?? [])]
      .filter((component) => component.path !== "")
      .map((component) => ({
        id: component.path,
        name: component.path.split("/").at(-1) ?? "",
        path: component.path,
        args: {},
        state: "active",
      })),

  "_system/cli/queryImport:list": () => [],
  "_system/cli/queryImport": (engine, { args }, transaction) =>
    engine.transfers.importState(transaction, String(args.importId)),
  "_system/cli/exports:getLatest": (engine, _call, transaction) => engine.transfers.latestExport(transaction),
};

/** Runs a system query; its result can be watched like any other. */
export function runSystemQuery(engine: Engine, call: SystemQueryCall): Promise<QueryResult> {
  const name = call.path.replace(/\.js:/, ":").replace(/:default$/, "");
  const query = SYSTEM_QUERIES[name];
  const key = `${call.componentPath}\0${name}\0${JSON.stringify(call.args)}`;
  return engine.queue.read(async (transaction) => {
    const cached = engine.cache.find(key);
    if (cached) return cached;
    const result = evaluate(() => {
      if (!query) throw new FunctionError(`convex-local has no system function ${call.path}`);
      return query(engine, call, transaction);
    }, transaction);
    engine.cache.put(key, result);
    return result;
  });
}

function evaluate(query: () => EncodedValue, transaction: Transaction): QueryResult {
  const base = { valid: true, logLines: [], journal: null, reads: transaction.reads, watchers: new Set<never>() };
  try {
    return { ...base, outcome: { ok: true, json: JSON.stringify(query()) } };
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    return { ...base, outcome: { ok: false, error } };
  }
}

function userTables(engine: Engine, componentPath: string): string[] {
  return engine.catalog
    .tablesOf(componentPath)
    .map((table) => table.name)
    .filter((name) => !name.startsWith("_"));
}

/** A page of a table in creation order, for `npx convex data`. */
function tableData(engine: Engine, { args, componentPath }: SystemQueryCall, transaction: Transaction): EncodedValue {
  const options = isEncodedObject(args.paginationOpts) ? args.paginationOpts : {};
  const pageSize = Math.min(Number(options.numItems ?? 100), 1_000);
  const index = engine.catalog.table(componentPath, String(args.table))?.indexes.get("by_creation_time");
  if (!index) return { page: [], isDone: true, continueCursor: "" };
  const order = args.order === "asc" ? "asc" : "desc";
  const fingerprint = queryFingerprint([args.table, order]);
  const start =
    typeof options.cursor === "string" && options.cursor !== "" ? decodeCursor(fingerprint, options.cursor) : null;
  const page: EncodedValue[] = [];
  if (start === "end") return { page, isDone: true, continueCursor: String(options.cursor) };
  let last: Buffer | null = null;
  const rows = engine.scanner.scan(transaction, {
    index,
    lower: start && order === "asc" ? keySuccessor(start.after) : SMALLEST_KEY,
    upper: start && order === "desc" ? start.after : LARGEST_KEY,
    order,
    expectedRows: pageSize,
  });
  for (const row of rows) {
    // safe because bodies are only ever written from documents.
    page.push(JSON.parse(row.body) as EncodedValue);
    last = row.key;
    if (page.length >= pageSize) break;
  }
  const isDone = page.length < pageSize || last === null;
  const position = isDone || last === null ? "end" : { after: last };
  return { page, isDone, continueCursor: encodeCursor(fingerprint, position) };
}
