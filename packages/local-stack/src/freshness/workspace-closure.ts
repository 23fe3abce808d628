import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

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

function workspaceFolders(root: string): readonly string[] {
  const inside = ["apps", "packages"].flatMap((parent) =>
    readdirSync(join(root, parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${parent}/${entry.name}`),
  );
  return [...inside, "convex", "e2e"];
}

function manifest(root: string, folder: string): Record<string, unknown> | null {
  try {
    // safe because members are checked where they are used
    return JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Record<string, unknown>;
  } catch {
    return null;
  }
}
