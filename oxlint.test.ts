import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const bites: readonly (readonly [file: string, imported: string])[] = [
  ["packages/shared-types/src/a.ts", "next"],
  ["packages/shared-types/src/a.ts", "@sendcat/gateway"],
  ["packages/shared-types/src/contracts/a.ts", "node:fs"],
  ["packages/gateway/src/turn/a.ts", "next/server"],
  ["packages/gateway/src/turn/a.ts", "node:fs"],
  ["packages/gateway/src/turn/a.ts", "@upstash/redis"],
  ["packages/gateway/src/turn/a.ts", "@sendcat/quota"],
  ["packages/gateway/src/turn/a.ts", "../../../quota/src/index.ts"],
  ["packages/waf/src/a.ts", "@sendcat/gateway"],
  ["packages/waf/src/a.ts", "node:util"],
  ["packages/waf/src/cli.ts", "node:fs"],
  ["packages/waf/src/cli.ts", "@sendcat/gateway"],
  ["packages/quota/src/a.ts", "@sendcat/models"],
  ["packages/quota/src/a.ts", "ioredis"],
  ["packages/tool-cache/src/a.ts", "@sendcat/quota"],
  ["packages/tool-cache/src/a.ts", "node:fs"],
  ["packages/models/src/a.ts", "@sendcat/quota"],
  ["packages/models/src/direct/a.ts", "ai"],
  ["packages/models/src/ai-sdk/a.ts", "@sendcat/quota"],
  ["packages/identity/src/a.ts", "@sendcat/core-client"],
  ["packages/proof-of-work/src/a.ts", "@sendcat/identity"],
  ["packages/payments/src/a.ts", "@sendcat/core-client"],
  ["convex/threads.ts", "@sendcat/payments"],
  ["packages/chat-client/src/a.ts", "@sendcat/proof-of-work"],
  ["packages/core-client/src/a.ts", "@upstash/redis"],
  ["packages/core-client/src/a.ts", "../../../convex/model/turns.ts"],
  ["packages/chat-client/src/a.ts", "react"],
  ["packages/simulators/src/a.ts", "@sendcat/models"],
  ["packages/convex-local/src/a.ts", "@sendcat/core-client"],
  ["packages/upstash-local/src/a.ts", "@sendcat/quota"],
  ["packages/test-depth/src/a.ts", "@sendcat/shared-types"],
  ["packages/local-stack/src/a.ts", "@sendcat/gateway"],
  ["packages/docs-check/src/a.ts", "@sendcat/gateway"],
  ["packages/reliability/src/a.ts", "@sendcat/gateway"],
  ["apps/web/src/app/a.ts", "@sendcat/quota"],
  ["apps/web/src/app/a.ts", "@sendcat/stream"],
  ["apps/web/src/wiring.ts", "@sendcat/quota"],
  ["packages/assembly/src/a.ts", "next/server"],
  ["packages/assembly/src/a.ts", "@upstash/redis"],
  ["packages/local-stack/src/a.ts", "@sendcat/assembly"],
  ["convex/threads.ts", "@sendcat/assembly"],
  ["convex/threads.ts", "@sendcat/gateway"],
  ["convex/threads.ts", "node:fs"],
  ["convex/http.ts", "@sendcat/web"],
  ["e2e/flows/a.ts", "@sendcat/gateway"],
  ["e2e/flows/a.ts", "@sendcat/assembly"],
];
const passes: readonly (readonly [file: string, imported: string])[] = [
  ["packages/shared-types/src/a.ts", "zod"],
  ["packages/shared-types/src/contracts/b.ts", "vitest"],
  ["packages/gateway/src/turn/b.ts", "@sendcat/shared-types"],
  ["packages/gateway/src/turn/b.ts", "../../host-context.ts"],
  ["packages/waf/src/cli.ts", "node:util"],
  ["packages/quota/src/a.ts", "@upstash/redis"],
  ["packages/tool-cache/src/b.ts", "@upstash/redis"],
  ["packages/models/src/ai-sdk/b.ts", "@openrouter/ai-sdk-provider"],
  ["packages/core-client/src/a.ts", "@sendcat/convex/api"],
  ["packages/core-client/src/a.ts", "convex/browser"],
  ["packages/simulators/src/a.ts", "@sendcat/shared-types"],
  ["apps/web/src/wiring.ts", "@sendcat/assembly"],
  ["packages/assembly/src/a.ts", "@sendcat/quota"],
  ["packages/proof-of-work/src/a.ts", "altcha-lib/algorithms/web/pbkdf2"],
  ["packages/chat-client/src/a.ts", "@sendcat/proof-of-work/solve"],
  ["convex/threads.ts", "@sendcat/quota"],
  ["convex/toolCache.ts", "@sendcat/tool-cache"],
  ["convex/http.ts", "@sendcat/gateway"],
  ["e2e/flows/a.ts", "@sendcat/shared-types"],
  ["packages/docs-check/src/a.ts", "@sendcat/local-stack"],
  ["packages/reliability/src/a.ts", "@sendcat/simulators/search"],
  ["apps/web/src/app/a.ts", "@sendcat/convex/api"],
  ["e2e/hosts/a.ts", "@sendcat/chat-client"],
];
const environment: readonly (readonly [file: string, allowed: boolean])[] = [
  ["packages/gateway/src/reads-env.ts", false],
  ["packages/assembly/src/reads-env.ts", false],
  ["packages/payments/src/reads-env.ts", false],
  ["packages/reliability/src/reads-env.ts", true],
  ["apps/web/src/reads-env.ts", false],
  ["convex/readsEnv.ts", false],
  ["apps/web/src/env.ts", true],
];

describe("import boundaries", () => {
  const numbered = (file: string, index: number) =>
    /(wiring|http|env|waf\/src\/cli)\.ts$/.test(file) ? file : file.replace(/\.ts$/, `${index}.ts`);

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
