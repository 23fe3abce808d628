import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";

const NAMES = ["redis-server", "valkey-server"] as const;

/** The first redis-server or valkey-server on `searchPath` (in the form of PATH, which is the default), or null. */
export function findRedisServer(searchPath = process.env["PATH"] ?? ""): string | null {
  for (const name of NAMES) {
    for (const folder of searchPath.split(path.delimiter)) {
      if (!path.isAbsolute(folder)) continue;
      const candidate = path.join(folder, name);
      try {
        accessSync(candidate, constants.X_OK);
        if (statSync(candidate).isFile()) return candidate;
      } catch {
        // Not here: look in the next folder.
      }
    }
  }
  return null;
}
