import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { command } from "@sendcat/command-line";
import { REPO_ROOT } from "@sendcat/local-stack";
import { BLOCKS } from "./blocks/all-blocks.ts";
import { saysTheSame, writeBlock } from "./blocks/in-page.ts";
import { openRepository } from "./repository.ts";

command(
  "pnpm docs:write",
  `Rewrites the parts of the documentation that are generated from code: ${BLOCKS.map(({ name }) => name).join(", ")}.`,
).parse();
write();

function write(): void {
  const repository = openRepository(REPO_ROOT);
  for (const { file, name, render } of BLOCKS) {
    const markdown = repository.read(file);
    const text = render(repository);
    if (saysTheSame(markdown, name, text)) continue;
    writeFileSync(join(REPO_ROOT, file), writeBlock(markdown, name, text));
    spawnSync(join(REPO_ROOT, "node_modules/.bin/oxfmt"), [file], { stdio: "inherit", cwd: REPO_ROOT });
    console.log(`${file}: ${name}`);
  }
}
