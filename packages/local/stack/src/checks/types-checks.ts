import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { workspaceFolders } from "../freshness/workspace-closure.ts";
import { REPO_ROOT } from "../settings/repo-root.ts";
import type { Check } from "./check.ts";
import { commandCheck } from "./command-check.ts";
import { groupFolders, type TypedFolder } from "./group-folders.ts";

const MADE = join(REPO_ROOT, "node_modules/.cache/types");

/** Type checks of every folder. Folders with the same compiler options form one program, so that shared code is checked once. */
export function typesChecks(): readonly Check[] {
  return groupFolders(typedFolders()).map(({ folders, config }, index) => {
    const [alone, ...others] = folders;
    const name = `types of ${folders.join(", ")}`;
    if (alone !== undefined && others.length === 0) return commandCheck(name, ["tsc", "--noEmit", "-p", alone]);
    const file = join(MADE, `tsconfig.${index}.json`);
    mkdirSync(MADE, { recursive: true });
    writeFileSync(file, JSON.stringify(config));
    return commandCheck(name, ["tsc", "--noEmit", "-p", file]);
  });
}

function typedFolders(): readonly TypedFolder[] {
  return workspaceFolders(REPO_ROOT)
    .filter((folder) => existsSync(join(REPO_ROOT, folder, "tsconfig.json")))
    .map((folder) => ({
      folder,
      path: join(REPO_ROOT, folder),
      // safe because the compiler refuses a configuration of another shape
      config: JSON.parse(readFileSync(join(REPO_ROOT, folder, "tsconfig.json"), "utf8")) as TypedFolder["config"],
    }));
}
