import type { Validator } from "../values/validator.ts";
import type { FunctionKind } from "./function-kind.ts";

export interface FunctionSpec {
  /** `module:export`, without `.js` */
  readonly path: string;
  readonly modulePath: string;
  readonly exportName: string;
  readonly kind: FunctionKind;
  readonly visibility: "public" | "internal";
  readonly args: Validator;
  /** Null when none is declared. */
  readonly returns: Validator | null;
}
