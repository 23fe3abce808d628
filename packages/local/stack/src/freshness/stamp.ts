import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** A digest stored beside a build, so that the next start can tell whether to build again. */
export function readStamp(path: string): string | null {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return null;
  }
}

export function writeStamp(path: string, digest: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${digest}\n`);
}
