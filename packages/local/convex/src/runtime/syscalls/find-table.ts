import type { Table } from "../../store/table.ts";
import { decodeDocumentId } from "../../values/document-id.ts";
import { FunctionError } from "../function-error.ts";
import { type SyscallCall, textArgument } from "./syscall.ts";

/** The table that an id belongs to; null when this component has no such table. @throws FunctionError */
export function tableOfId(call: SyscallCall, operation: string): Table | null {
  const id = textArgument(call.args, "id");
  const decoded = decodeDocumentId(id);
  if (!decoded) {
    throw new FunctionError(
      `Invalid argument \`id\` for \`${operation}\`: Unable to decode ID: Invalid ID length or checksum: ${JSON.stringify(id.slice(0, 64))}`,
    );
  }
  const table = call.host.catalog.tableByNumber(call.context.component.path, decoded.tableNumber);
  const expected = call.args.table;
  if (typeof expected === "string" && table && table.name !== expected) {
    throw new FunctionError(
      `Invalid argument \`table\` for \`${operation}\`: expected to be '${table.name}' but got '${expected}'`,
    );
  }
  return table ?? null;
}
