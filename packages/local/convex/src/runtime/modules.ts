/** What a module exports, by name. */
export interface ModuleNamespace {
  readonly [exportName: string]: unknown;
}

/** Modules of one realm by path. */
export interface Modules {
  load(path: string): Promise<ModuleNamespace>;
}
