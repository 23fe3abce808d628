import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

it("keeps no program in memory that nobody uses any more", () => {
  const script = join(import.meta.dirname, "../testing/load-many-programs.ts");
  const grown = execFileSync(process.execPath, ["--expose-gc", "--experimental-vm-modules", "--no-warnings", script]);
  expect(Number(grown.toString())).toBeLessThan(2 ** 22);
});
