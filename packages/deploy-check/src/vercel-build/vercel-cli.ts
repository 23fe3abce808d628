import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPO_ROOT } from "@sendcat/local-stack";

/** Installed when it is used: it is larger than all that the product needs. */
const VERSION = "64.0.2";
const FOLDER = join(REPO_ROOT, "node_modules/.cache/vercel-cli");
/** The command line asks for one exact version of a tool that no build uses, and not every mirror has that one. */
const MANIFEST = { private: true, dependencies: { vercel: VERSION }, overrides: { sandbox: "4.5.0" } };

/** Path of Vercel's own command line. The first call installs it from the npm registry. */
export function vercelCli(): string {
  const folder = join(FOLDER, "node_modules/vercel");
  if (versionIn(folder) !== VERSION) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(join(FOLDER, "package.json"), JSON.stringify(MANIFEST));
    execFileSync("npm", ["install", "--no-audit", "--no-fund"], { cwd: FOLDER, stdio: "inherit" });
  }
  return join(FOLDER, "node_modules/.bin/vercel");
}

function versionIn(folder: string): string | null {
  const manifest = join(folder, "package.json");
  if (!existsSync(manifest)) return null;
  // safe because the package manager has read it before
  return (JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string }).version;
}
