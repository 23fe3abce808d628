import { join } from "node:path";

export interface TypedFolder {
  readonly folder: string;
  readonly path: string;
  /** The folder's tsconfig.json. */
  readonly config: {
    readonly compilerOptions?: object;
    readonly include?: readonly string[];
    readonly exclude?: readonly string[];
  };
}

export interface TypesGroup {
  readonly folders: readonly string[];
  /** One tsconfig.json for all of them. */
  readonly config: object;
}

/** Groups folders with the same compiler options. */
export function groupFolders(folders: readonly TypedFolder[]): readonly TypesGroup[] {
  const groups = Map.groupBy(folders, ({ config }) => JSON.stringify(config.compilerOptions ?? {}));
  return [...groups.values()].map((group) => {
    const all = (member: "include" | "exclude") =>
      group.flatMap(({ path, config }) => (config[member] ?? []).map((entry) => join(path, entry)));
    const [first] = group.map(({ path }) => join(path, "tsconfig.json"));
    return {
      folders: group.map(({ folder }) => folder),
      config: { extends: first, include: all("include"), exclude: all("exclude") },
    };
  });
}
