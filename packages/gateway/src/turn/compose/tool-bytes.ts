import { modelTools, utf8Bytes, type ToolName } from "@sendcat/shared-types";

/** Size of the tool descriptions in a request, UTF-8 bytes. */
export function toolBytes(offered: readonly ToolName[]): number {
  return offered.length === 0 ? 0 : utf8Bytes(JSON.stringify(modelTools(offered)));
}
