import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readEdgeFunctions } from "./read-edge-functions.ts";

it("knows what a build of Next runs at the edge, and stops the start where there is no build", () => {
  const folder = mkdtempSync(join(tmpdir(), "sendcat-front-"));
  expect(() => readEdgeFunctions(folder)).toThrow(/middleware-manifest/);
  const functions = {
    "/api/[...path]/route": { matchers: [{ regexp: "^/api/(?P<nxtPpath>.+?)(?:/)?$" }] },
    "/image/route": { matchers: [{ regexp: "^/image(?:/)?$" }] },
  };
  mkdirSync(join(folder, "server"));
  writeFileSync(join(folder, "server/middleware-manifest.json"), JSON.stringify({ functions }));
  const paths = readEdgeFunctions(folder);
  const isEdge = (path: string) => paths.some((expression) => expression.test(path));
  expect(["/api/chat", "/image", "/", "/node/api/chat"].map(isEdge)).toEqual([true, true, false, false]);
  rmSync(folder, { recursive: true });
});
