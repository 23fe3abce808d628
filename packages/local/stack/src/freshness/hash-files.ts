import type { Hash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SKIPPED =
  /^(node_modules|dist|coverage|fixtures|test-results|AGENTS\.md|next-env\.d\.ts)$|^\.|\.test\.tsx?$|\.tsbuildinfo$/;

/** Adds every source file under a folder to a digest, without tests and generated files. */
export function addFolder(hash: Hash, root: string, folder: string): void {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (SKIPPED.test(entry.name)) continue;
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) addFolder(hash, root, path);
    else if (entry.isFile()) addFile(hash, root, path);
  }
}

export function addFile(hash: Hash, root: string, path: string): void {
  hash.update(`\0${path}\0`);
  hash.update(readFileSync(join(root, path)));
}
