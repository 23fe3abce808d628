import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { REPO_ROOT } from "@sendcat/local-stack";
import { longTestTimeoutMs, runsOf } from "@sendcat/test-depth";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { copyCheckout } from "../copy-checkout.ts";
import { builtFunctions, type BuiltFunction } from "./built-functions.ts";
import { functionTable } from "./function-table.ts";
import { runVercelBuild } from "./run-vercel-build.ts";

const MB = 1024 * 1024;
/** Of the smallest plan, gzipped (Pro has 2 MB): https://vercel.com/docs/functions/runtimes/edge#code-size-limit */
const EDGE_BYTES = 1 * MB;
/** Unzipped: https://vercel.com/docs/functions/limitations#bundle-size-limits */
const NODE_BYTES = 250 * MB;

let checkout: string;
const made: string[] = [];
const makeFolder = () => {
  checkout = mkdtempSync(join(tmpdir(), "sendcat-vercel-"));
  made.push(checkout);
};
afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

describe("the functions of a build", () => {
  beforeEach(() => {
    makeFolder();
    const functions = ".vercel/output/functions";
    const files = {
      [`${functions}/api/[...path].func/.vc-config.json`]: '{"runtime":"edge","regions":["iad1"]}',
      [`${functions}/api/[...path].func/index.js`]: "x".repeat(5_000),
      [`${functions}/api/[...path].func/index.js.map`]: "x".repeat(9_000),
      [`${functions}/index.func/.vc-config.json`]:
        '{"runtime":"nodejs24.x","maxDuration":300,"filePathMap":{"a.js":"apps/web/a.js"}}',
      "apps/web/a.js": "y".repeat(70),
    };
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(checkout, file)), { recursive: true });
      writeFileSync(join(checkout, file), text);
    }
    for (const name of ["account", "index.rsc"]) symlinkSync("index.func", join(checkout, functions, `${name}.func`));
  });

  it("are read with all their paths and files, without source maps, so that no size or region is guessed", () => {
    const [page, api] = builtFunctions(checkout);
    expect(api).toMatchObject({ path: "api/[...path]", runtime: "edge", regions: ["iad1"], maxDurationSeconds: null });
    expect(api?.bytes).toBe(5_000);
    expect(api?.gzippedBytes).toBeLessThan(100);
    expect(page).toMatchObject({ path: "account", alsoServes: ["index"], runtime: "nodejs24.x", bytes: 70 });
    expect(page).toMatchObject({ regions: [], maxDurationSeconds: 300 });
  });
});

if (runsOf("vercel-build") > 0) {
  describe("the repository, built by Vercel's own command line", () => {
    let functions: readonly BuiltFunction[];
    beforeAll(async () => {
      makeFolder();
      copyCheckout(checkout);
      await runVercelBuild(checkout);
      functions = builtFunctions(checkout);
      console.log(functionTable(functions));
    }, longTestTimeoutMs());

    const serving = (path: string) =>
      functions.find((one) => one.path === path || one.alsoServes.includes(path)) ?? expect.fail(`no ${path}`);

    it("streams at the edge, in the region of Redis", () => {
      expect(serving("api/[...path]")).toMatchObject({ runtime: "edge", regions: ["iad1"] });
    });

    it("lets a turn on Node live as long as the longest answer, in the same region", () => {
      const onNode = serving("node/api/[...path]");
      expect(onNode).toMatchObject({ regions: ["iad1"], maxDurationSeconds: 300 });
      expect(onNode.runtime).toMatch(/^nodejs/);
    });

    it("fits into the smallest plan, or a deployment would be refused", () => {
      const tooLarge = functions.filter(({ runtime, bytes, gzippedBytes }) =>
        runtime === "edge" ? gzippedBytes >= EDGE_BYTES : bytes >= NODE_BYTES,
      );
      expect(tooLarge).toEqual([]);
    });

    it("has the firewall's routes, all and in order, before anything is served", () => {
      const config = readJson(checkout, ".vercel/output/config.json");
      const ours = readJson(REPO_ROOT, "vercel.json").routes;
      expect(config.routes.filter(({ mitigate }) => mitigate)).toEqual(ours);
      const firstServed = config.routes.findIndex(({ handle }) => handle !== undefined);
      expect(config.routes.findLastIndex(({ mitigate }) => mitigate)).toBeLessThan(firstServed);
    });
  });
}

interface Routes {
  readonly routes: readonly { readonly handle?: string; readonly mitigate?: object }[];
}

function readJson(folder: string, file: string): Routes {
  // safe because a file of another shape fails the test
  return JSON.parse(readFileSync(join(folder, file), "utf8")) as Routes;
}
