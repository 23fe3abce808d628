import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** Folders (relative to `root`) of a workspace package and of every workspace package it depends on, itself first. */
export function workspaceClosure(root: string, start: string): readonly string[] {
  const folderOf = new Map<string, string>();
  for (const folder of workspaceFolders(root)) {
    const name = manifest(root, folder)?.["name"];
    if (typeof name === "string") folderOf.set(name, folder);
  }
  const found: string[] = [];
  const visit = (folder: string): void => {
    if (found.includes(folder)) return;
    found.push(folder);
    const dependencies = manifest(root, folder)?.["dependencies"];
    if (typeof dependencies !== "object" || dependencies === null) return;
    for (const name of Object.keys(dependencies)) {
      const next = folderOf.get(name);
      if (next) visit(next);
    }
  };
  visit(start);
  return found;
}

/** The folders that `pnpm-workspace.yaml` names: each entry is a folder, or `folder/*` for its subfolders. */
export function workspaceFolders(root: string): readonly string[] {
  // safe because the package manager has read it before
  const { packages } = parse(readFileSync(join(root, "pnpm-workspace.yaml"), "utf8")) as {
    packages: readonly string[];
  };
  return packages.flatMap((entry) => {
    if (!entry.endsWith("/*")) return [entry];
    const parent = entry.slice(0, -2);
    if (!existsSync(join(root, parent))) return [];
    const inside = readdirSync(join(root, parent), { withFileTypes: true }).filter((item) => item.isDirectory());
    return inside.map((item) => `${parent}/${item.name}`);
  });
}

function manifest(root: string, folder: string): Record<string, unknown> | null {
  try {
    // safe because members are checked before they are used
    return JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Record<string, unknown>;
  } catch {
    return null;
  }
}
