import type { ComponentSchema } from "../store/component-schema.ts";
import type { CronSpec } from "../scheduler/cron-spec.ts";
import type { FunctionSpec } from "./function-spec.ts";
import type { Modules } from "./modules.ts";

/** One mounted component; the app itself is the component with the empty path. */
export interface Component {
  path: string;
  definitionPath: string;
  /** Component path by the name it was mounted under. */
  children: ReadonlyMap<string, string>;
  schema: ComponentSchema;
  /** By `module:export`. */
  functions: ReadonlyMap<string, FunctionSpec>;
  crons: Record<string, CronSpec>;
  /** Modules in the realm of queries and mutations, and in that of actions. */
  deterministic: Modules;
  action: Modules;
}
