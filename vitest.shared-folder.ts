import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder for what the test files of one run share, gone after it: see `made-once.ts`. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "sendcat-tests-"));
  process.env["SENDCAT_TEST_FOLDER"] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
