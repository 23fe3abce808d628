import type { DatabaseSync } from "node:sqlite";
import { FunctionContext } from "../runtime/function-context.ts";
import { FunctionError } from "../runtime/function-error.ts";
import type { Program } from "../runtime/program.ts";
import type { Catalog } from "../store/catalog.ts";
import type { Transaction } from "../store/transaction.ts";
import type { EncodedObject } from "../values/encoded-value.ts";
import { type FunctionTarget, resolveFunction } from "./function-address.ts";
import { checkArguments, invokeFunction } from "./invoke-function.ts";

const MAX_DEPTH = 8;

export interface NestingHost {
  readonly program: Program | null;
  readonly database: DatabaseSync;
  readonly catalog: Catalog;
}

/** `ctx.runQuery` and `ctx.runMutation` inside a transaction. Returns the value as JSON. */
export async function runNested(
  host: NestingHost,
  parent: FunctionContext,
  call: { target: FunctionTarget; kind: "query" | "mutation"; args: EncodedObject },
): Promise<string> {
  const { transaction } = parent;
  if (!transaction) throw new FunctionError("runUdf is not available in actions");
  if (parent.kind === "query" && call.kind === "mutation") {
    throw new FunctionError("Queries cannot run mutations");
  }
  if (parent.depth + 1 > MAX_DEPTH) {
    throw new FunctionError(`Functions are nested too deeply (maximum ${MAX_DEPTH})`);
  }
  const { component, spec } = resolveFunction(host.program, call.target);
  if (spec.kind !== call.kind) throw new FunctionError(`${spec.path} is not a ${call.kind}`);
  const argsJson = JSON.stringify(call.args);
  checkArguments(host.catalog, component, { spec, args: call.args, argsJson });
  const context = new FunctionContext({
    kind: call.kind,
    component,
    path: spec.path,
    // Components never see the identity of the app's user.
    caller: component === parent.component ? parent.caller : { ...parent.caller, identity: null },
    requestId: parent.requestId,
    transaction,
    parent,
  });
  const invoke = (): Promise<string> => invokeFunction(host.catalog, context, { spec, argsJson });
  return call.kind === "query" ? invoke() : insideSavepoint(host, { context, transaction }, invoke);
}

async function insideSavepoint(
  { database, catalog }: NestingHost,
  { context, transaction }: { context: FunctionContext; transaction: Transaction },
  invoke: () => Promise<string>,
): Promise<string> {
  const savepoint = `depth_${context.depth}`;
  database.exec(`SAVEPOINT ${savepoint}`);
  try {
    const json = await invoke();
    // After the deadline everything was rolled back, this savepoint included.
    if (!context.root.finished) database.exec(`RELEASE ${savepoint}`);
    return json;
  } catch (error) {
    if (!context.root.finished) {
      database.exec(`ROLLBACK TO ${savepoint}`);
      database.exec(`RELEASE ${savepoint}`);
      if (transaction.createdTables) catalog.reload();
    }
    throw error;
  }
}
