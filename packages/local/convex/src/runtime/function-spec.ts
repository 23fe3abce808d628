import type { Validator } from "../values/validator.ts";
import type { FunctionKind } from "./function-kind.ts";

export interface FunctionSpec {
  /** `module:export`, without `.js` */
  path: string;
  modulePath: string;
  exportName: string;
  kind: FunctionKind;
  visibility: "public" | "internal";
  args: Validator;
  /** Null when the author declared none. */
  returns: Validator | null;
}
