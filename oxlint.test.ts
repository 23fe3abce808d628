import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const bites: readonly (readonly [file: string, imported: string])[] = [
  ["packages/shared-types/src/a.ts", "next"],
  ["packages/shared-types/src/a.ts", "@sendcat/gateway"],
  ["packages/port-contracts/src/a.ts", "node:fs"],
  ["packages/gateway/src/turn/a.ts", "next/server"],
  ["packages/gateway/src/turn/a.ts", "node:fs"],
  ["packages/gateway/src/turn/a.ts", "@upstash/redis"],
  ["packages/gateway/src/turn/a.ts", "@sendcat/redis"],
  ["packages/gateway/src/turn/a.ts", "../../../redis/src/index.ts"],
  ["packages/firewall/src/a.ts", "@sendcat/gateway"],
  ["packages/firewall/src/a.ts", "node:util"],
  ["packages/firewall/src/cli.ts", "node:fs"],
  ["packages/firewall/src/cli.ts", "@sendcat/gateway"],
  ["packages/landed-cost/src/a.ts", "@sendcat/shared-types"],
  ["packages/landed-cost/src/a.ts", "node:fs"],
  ["packages/landed-cost/src/cli.ts", "@sendcat/shared-types"],
  ["packages/redis/src/a.ts", "@sendcat/openrouter"],
  ["packages/redis/src/a.ts", "ioredis"],
  ["packages/openai-stream/src/a.ts", "@sendcat/openrouter"],
  ["packages/redis/src/tool-cache/a.ts", "node:fs"],
  ["packages/openrouter/src/a.ts", "@sendcat/redis"],
  ["packages/openai-stream/src/a.ts", "ai"],
  ["packages/openrouter/src/reference/a.ts", "@sendcat/redis"],
  ["packages/identity/src/a.ts", "@sendcat/convex-client"],
  ["packages/proof-of-work/src/a.ts", "@sendcat/identity"],
  ["packages/stripe/src/a.ts", "@sendcat/convex-client"],
  ["convex/threads.ts", "@sendcat/stripe"],
  ["packages/chat-client/src/a.ts", "@sendcat/proof-of-work"],
  ["packages/convex-client/src/a.ts", "@upstash/redis"],
  ["packages/convex-client/src/a.ts", "@sendcat/convex/api"],
  ["packages/convex-client/src/a.ts", "../../../convex/model/turns.ts"],
  ["packages/chat-client/src/a.ts", "react"],
  ["packages/local/simulators/src/a.ts", "@sendcat/openrouter"],
  ["packages/local/convex/src/a.ts", "@sendcat/convex-client"],
  ["packages/local/upstash/src/a.ts", "@sendcat/redis"],
  ["packages/test-depth/src/a.ts", "@sendcat/shared-types"],
  ["packages/vendor-judges/src/a.ts", "@sendcat/openrouter"],
  ["packages/command-line/src/a.ts", "@sendcat/shared-types"],
  ["packages/local/stack/src/a.ts", "@sendcat/gateway"],
  ["packages/docs-check/src/a.ts", "@sendcat/gateway"],
  ["packages/deploy-check/src/a.ts", "@sendcat/gateway"],
  ["packages/reliability/src/a.ts", "@sendcat/gateway"],
  ["packages/reliability/src/a.ts", "@sendcat/assembly"],
  ["packages/reliability/src/rehearse/a.ts", "@sendcat/gateway"],
  ["apps/web/src/app/a.ts", "@sendcat/redis"],
  ["apps/web/src/app/a.ts", "@sendcat/stream"],
  ["apps/web/src/wiring.ts", "@sendcat/redis"],
  ["packages/assembly/src/a.ts", "next/server"],
  ["packages/assembly/src/a.ts", "@upstash/redis"],
  ["packages/local/stack/src/a.ts", "@sendcat/assembly"],
  ["convex/threads.ts", "@sendcat/assembly"],
  ["convex/threads.ts", "@sendcat/gateway"],
  ["convex/model/titles/a.ts", "@sendcat/openrouter"],
  ["convex/threads.ts", "node:fs"],
  ["convex/http.ts", "@sendcat/web"],
  ["e2e/flows/a.ts", "@sendcat/gateway"],
  ["e2e/flows/a.ts", "@sendcat/assembly"],
];
const passes: readonly (readonly [file: string, imported: string])[] = [
  ["packages/shared-types/src/a.ts", "zod"],
  ["packages/port-contracts/src/b.ts", "vitest"],
  ["packages/gateway/src/turn/b.ts", "@sendcat/shared-types"],
  ["packages/gateway/src/turn/b.ts", "../../host-context.ts"],
  ["packages/firewall/src/cli.ts", "@sendcat/command-line"],
  ["packages/landed-cost/src/a.ts", "big.js"],
  ["packages/landed-cost/src/cli.ts", "@sendcat/command-line"],
  ["packages/redis/src/a.ts", "@upstash/redis"],
  ["packages/redis/src/tool-cache/b.ts", "@upstash/redis"],
  ["packages/vendor-judges/src/b.ts", "@openrouter/sdk/core.js"],
  ["packages/openrouter/src/reference/b.ts", "@openrouter/ai-sdk-provider"],
  ["packages/convex-client/src/a.ts", "convex/browser"],
  ["packages/local/simulators/src/a.ts", "@sendcat/shared-types"],
  ["packages/local/upstash/src/a.ts", "@sendcat/command-line"],
  ["apps/web/src/wiring.ts", "@sendcat/assembly"],
  ["packages/assembly/src/a.ts", "@sendcat/redis"],
  ["packages/proof-of-work/src/a.ts", "altcha-lib/algorithms/web/pbkdf2"],
  ["packages/chat-client/src/a.ts", "@sendcat/proof-of-work/solve"],
  ["convex/threads.ts", "@sendcat/redis"],
  ["convex/toolCache.ts", "@sendcat/redis"],
  ["convex/model/titles/a.ts", "@sendcat/assembly/providers"],
  ["convex/model/money/a.ts", "@sendcat/assembly/costs"],
  ["convex/model/money/a.ts", "@sendcat/assembly/prices"],
  ["convex/http.ts", "@sendcat/gateway"],
  ["e2e/flows/a.ts", "@sendcat/shared-types"],
  ["packages/docs-check/src/a.ts", "@sendcat/local-stack"],
  ["packages/docs-check/src/a.ts", "@sendcat/landed-cost/facts-page"],
  ["packages/deploy-check/src/a.ts", "@sendcat/local-simulators/vercel-firewall"],
  ["packages/reliability/src/a.ts", "@sendcat/local-simulators/search"],
  ["packages/reliability/src/rehearse/b.ts", "@sendcat/assembly"],
  ["apps/web/src/app/a.ts", "@sendcat/convex/api"],
  ["e2e/hosts/a.ts", "@sendcat/chat-client"],
];
const environment: readonly (readonly [file: string, allowed: boolean])[] = [
  ["packages/gateway/src/reads-env.ts", false],
  ["packages/assembly/src/reads-env.ts", false],
  ["packages/stripe/src/reads-env.ts", false],
  ["packages/reliability/src/reads-env.ts", true],
  ["apps/web/src/reads-env.ts", false],
  ["convex/readsEnv.ts", false],
  ["apps/web/src/env.ts", true],
];

describe("import boundaries", () => {
  const numbered = (file: string, index: number) =>
    /(wiring|http|env|(firewall|landed-cost)\/src\/cli)\.ts$/.test(file) ? file : file.replace(/\.ts$/, `${index}.ts`);

  it.each(bites)("%s may not import %s", (file, imported) => {
    const index = bites.findIndex((bite) => bite[0] === file && bite[1] === imported);
    expect(refusals).toContain(`${numbered(file, index)} eslint(no-restricted-imports)`);
  });

  it("lets through what is allowed", () => {
    expect(lint(passes.map(([file, imported], index) => [numbered(file, index), `import "${imported}";\n`]))).toEqual(
      [],
    );
  });

  it.each(environment)("%s reads the environment: %s", (file, allowed) => {
    const complaints = lint([[file, `console.log(process.env["HOME"]);\n`]]);
    expect(complaints).toEqual(allowed ? [] : [`${file} eslint(no-restricted-properties)`]);
  });

  const refusals = lint(bites.map(([file, imported], index) => [numbered(file, index), `import "${imported}";\n`]));
});

it("a page stores nothing of a person where deleting leaves it on the disk", () => {
  const keep = 'localStorage.setItem("draft", "text");\nsessionStorage.setItem("draft", "text");\n';
  const file = "apps/web/src/upgrade/keeps.ts";
  expect(
    lint([
      [file, keep],
      ["apps/web/src/theme/keeps.ts", keep],
    ]),
  ).toEqual(Array(2).fill(`${file} eslint(no-restricted-globals)`));
});

it("files may not import each other in a circle, be it for a type alone", () => {
  const complaints = lint([
    ["packages/gateway/src/one.ts", 'import type { Two } from "./two.ts";\nexport type One = Two | null;\n'],
    ["packages/gateway/src/two.ts", 'import type { Three } from "./three.ts";\nexport type Two = Three;\n'],
    ["packages/gateway/src/three.ts", 'import type { One } from "./one.ts";\nexport type Three = One[];\n'],
    ["packages/gateway/src/four.ts", 'export { type Three } from "./three.ts";\n'],
  ]);
  expect(complaints.sort()).toEqual(
    ["one", "three", "two"].map((name) => `packages/gateway/src/${name}.ts import(no-cycle)`),
  );
});

/** Lays the files out in a house of their own under our rules; answers with "file rule" for each complaint. */
function lint(files: readonly (readonly [file: string, text: string])[]): string[] {
  const house = mkdtempSync(join(tmpdir(), "sendcat-boundaries-"));
  try {
    cpSync(join(import.meta.dirname, ".oxlintrc.json"), join(house, ".oxlintrc.json"));
    for (const [file, text] of files) {
      mkdirSync(dirname(join(house, file)), { recursive: true });
      writeFileSync(join(house, file), text, { flag: "a" });
    }
    const oxlint = join(import.meta.dirname, "node_modules/.bin/oxlint");
    const { stdout } = spawnSync(oxlint, ["--format", "json"], { cwd: house, encoding: "utf8" });
    // safe because the shape is oxlint's documented report
    const report = JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] };
    return report.diagnostics.map(({ filename, code }) => `${filename} ${code}`);
  } finally {
    rmSync(house, { recursive: true, force: true });
  }
}
