/** What a module exports, by name. */
export type ModuleNamespace = Readonly<Record<string, unknown>>;

/** Modules of one realm by path. */
export interface Modules {
  load(path: string): Promise<ModuleNamespace>;
}
