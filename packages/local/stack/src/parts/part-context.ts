import type { StackSecrets } from "../secrets/load-secrets.ts";
import type { Environment } from "../settings/read-settings.ts";
import type { StackSettings } from "../settings/stack-settings.ts";
import type { StackProcesses } from "../stack/stack-processes.ts";

/** What a part's starter can use. */
export interface PartContext {
  readonly settings: StackSettings;
  readonly secrets: StackSecrets;
  readonly processes: StackProcesses;
  /** The environment every child gets, without secrets; each part adds its own. */
  readonly baseEnv: Environment;
  /** Prints the progress of the start. */
  readonly say: (text: string) => void;
}
