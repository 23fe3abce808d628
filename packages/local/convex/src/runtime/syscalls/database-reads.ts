import { runPage } from "../../query/run-page.ts";
import { runQuery } from "../../query/run-query.ts";
import type { QueryRequest } from "../../query/query-request.ts";
import { decodeDocumentId } from "../../values/document-id.ts";
import type { EncodedObject } from "../../values/encoded-value.ts";
import { FunctionError } from "../function-error.ts";
import { tableOfId } from "./find-table.ts";
import { type AsyncSyscall, objectArgument, readingTransaction, type SyscallCall, textArgument } from "./syscall.ts";

export const DATABASE_READS: Readonly<Record<string, AsyncSyscall>> = {
  "1.0/get": (call) => {
    const transaction = readingTransaction(call, "db.get");
    const table = tableOfId(call, "db.get");
    if (!table) return "null";
    const id = textArgument(call.args, "id");
    return call.host.documents.read(transaction, table, id)?.body ?? "null";
  },

  "1.0/queryStreamNext": (call) => {
    const query = call.context.openQueries.get(Number(call.args.queryId));
    const next = query?.next();
    if (!next || next.done) return '{"value":null,"done":true}';
    return `{"value":${next.value.body},"done":false}`;
  },

  "1.0/queryPage": (call) => {
    const transaction = readingTransaction(call, "paginate");
    const { context, args } = call;
    if (context.component.path !== "") {
      throw new FunctionError("PaginationUnsupportedInComponents: paginate() is only supported in the app.");
    }
    if (context.hasPaginated) {
      throw new FunctionError(
        "This query or mutation function ran multiple paginated queries. Convex only supports a single paginated query in each function.",
      );
    }
    context.hasPaginated = true;
    const page = runPage(environmentOf(call), transaction, {
      query: queryArgument(args),
      cursor: nullableText(args.cursor),
      endCursor: nullableText(args.endCursor) ?? context.previousEndCursor,
      pageSize: Number(args.pageSize),
      maximumRowsRead: typeof args.maximumRowsRead === "number" ? args.maximumRowsRead : null,
    });
    context.endCursor = page.continueCursor;
    const { bodies, ...rest } = page;
    return `{"page":[${bodies.join(",")}],${JSON.stringify(rest).slice(1)}`;
  },

  "1.0/count": (call) => {
    const transaction = readingTransaction(call, "count");
    const source = {
      type: "FullTableScan",
      tableName: textArgument(call.args, "table"),
      order: null,
    } as const;
    let count = 0;
    for (const _row of runQuery(environmentOf(call), transaction, { source, operators: [] })) {
      count++;
    }
    return String(count);
  },
};

/** The syscalls that return synchronously. */
export const SYNCHRONOUS_SYSCALLS: Readonly<Record<string, (call: SyscallCall) => string>> = {
  "1.0/queryStream": (call) => {
    const transaction = readingTransaction(call, "db.query");
    const queryId = call.context.nextQueryId++;
    const rows = runQuery(environmentOf(call), transaction, queryArgument(call.args));
    call.context.openQueries.set(queryId, rows);
    return JSON.stringify({ queryId });
  },

  "1.0/queryCleanup": (call) => JSON.stringify(call.context.openQueries.delete(Number(call.args.queryId))),

  "1.0/db/normalizeId": (call) => {
    const idString = textArgument(call.args, "idString");
    const decoded = decodeDocumentId(idString);
    const table = decoded && call.host.catalog.tableByNumber(call.context.component.path, decoded.tableNumber);
    return JSON.stringify({ id: table && table.name === call.args.table ? idString : null });
  },

  "1.0/getSnapshotTs": (call) => {
    const transaction = readingTransaction(call, "getSnapshotTs");
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(transaction.timestampNs);
    return JSON.stringify({ $integer: bytes.toString("base64") });
  },
};

function environmentOf({ host, context }: SyscallCall): Parameters<typeof runQuery>[0] {
  return {
    catalog: host.catalog,
    scanner: host.scanner,
    documents: host.documents,
    postings: host.postings,
    componentPath: context.component.path,
  };
}

function queryArgument(args: EncodedObject): QueryRequest {
  const query = objectArgument(args, "query");
  const source = objectArgument(query, "source");
  if (!Array.isArray(query.operators)) throw new FunctionError("Invalid argument `query`");
  // safe because only the `convex` package makes these syscalls, and every field is checked where used.
  return { source, operators: query.operators } as unknown as QueryRequest;
}

function nullableText(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
