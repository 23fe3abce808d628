import { createHash } from "node:crypto";
import { addFile, addFolder } from "./hash-files.ts";
import { workspaceClosure } from "./workspace-closure.ts";

/** A digest of everything that a workspace package is built from: its sources, its dependencies' sources and the lockfile. */
export function sourceHash(root: string, folder: string, extra: readonly string[] = []): string {
  const hash = createHash("sha256");
  for (const part of workspaceClosure(root, folder)) addFolder(hash, root, part);
  addFile(hash, root, "pnpm-lock.yaml");
  addFile(hash, root, "tsconfig.base.json");
  for (const text of extra) hash.update(`\0${text}`);
  return hash.digest("hex");
}
