import type { ComponentSchema } from "../store/component-schema.ts";
import type { CronSpec } from "../scheduler/cron-spec.ts";
import type { FunctionSpec } from "./function-spec.ts";
import type { Modules } from "./modules.ts";

/** One mounted component; the app itself is the component with the empty path. */
export interface Component {
  readonly path: string;
  readonly definitionPath: string;
  /** Component path by mount name. */
  readonly children: ReadonlyMap<string, string>;
  readonly schema: ComponentSchema;
  /** By `module:export`. */
  readonly functions: ReadonlyMap<string, FunctionSpec>;
  readonly crons: Readonly<Record<string, CronSpec>>;
  /** Modules in the realm of queries and mutations, and in the realm of actions. */
  readonly deterministic: Modules;
  readonly action: Modules;
}
