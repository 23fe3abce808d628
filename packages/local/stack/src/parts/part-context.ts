import type { StackSecrets } from "../secrets/load-secrets.ts";
import type { Environment } from "../settings/read-settings.ts";
import type { StackSettings } from "../settings/stack-settings.ts";
import type { StackProcesses } from "../stack/stack-processes.ts";

/** What the starter of a part has at hand. */
export interface PartContext {
  readonly settings: StackSettings;
  readonly secrets: StackSecrets;
  readonly processes: StackProcesses;
  /** The environment every child gets, without secrets; each part adds its own. */
  readonly baseEnv: Environment;
  /** Tells the person how the start goes on. */
  readonly say: (text: string) => void;
}
