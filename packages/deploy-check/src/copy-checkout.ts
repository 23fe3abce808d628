import { execFileSync } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { REPO_ROOT } from "@sendcat/local-stack";

/** Copies the checkout as a clone would have it, with what is not committed yet: nothing installed, nothing built. */
export function copyCheckout(folder: string): void {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: REPO_ROOT,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  for (const file of listed.split("\0")) {
    if (file !== "" && existsSync(join(REPO_ROOT, file))) cpSync(join(REPO_ROOT, file), join(folder, file));
  }
}
