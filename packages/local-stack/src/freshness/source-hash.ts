import { createHash, type Hash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { workspaceClosure } from "./workspace-closure.ts";

const SKIPPED =
  /^(node_modules|dist|coverage|fixtures|test-results|AGENTS\.md|next-env\.d\.ts)$|^\.|\.test\.tsx?$|\.tsbuildinfo$/;

/** A digest of everything that goes into what is built from a workspace package: its sources, its dependencies' and the lockfile. */
export function sourceHash(root: string, folder: string, extra: readonly string[] = []): string {
  const hash = createHash("sha256");
  for (const part of workspaceClosure(root, folder)) addFolder(hash, root, part);
  addFile(hash, root, "pnpm-lock.yaml");
  addFile(hash, root, "tsconfig.base.json");
  for (const text of extra) hash.update(`\0${text}`);
  return hash.digest("hex");
}

function addFolder(hash: Hash, root: string, folder: string): void {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (SKIPPED.test(entry.name)) continue;
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) addFolder(hash, root, path);
    else if (entry.isFile()) addFile(hash, root, path);
  }
}

function addFile(hash: Hash, root: string, path: string): void {
  hash.update(`\0${path}\0`);
  hash.update(readFileSync(join(root, path)));
}
