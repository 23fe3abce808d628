/** A command of the runbook, and its expected output. */
export interface RunbookCommand {
  readonly page: string;
  readonly command: string;
  readonly expected: RegExp;
}

/** Every `sh` block with the `Expected:` line that follows it. Throws when a block has none: every command of the runbook is checked. */
export function parseRunbook(markdown: string): readonly RunbookCommand[] {
  const commands: RunbookCommand[] = [];
  let page = "";
  const parts = markdown.split(/^(?=## |```sh$)/m);
  for (const part of parts) {
    const title = /^## (.+)$/m.exec(part)?.[1];
    if (part.startsWith("## ") && title) page = title;
    const block = /^```sh\n([\s\S]*?)\n```\n\nExpected: `(.+)`$/m.exec(part);
    if (part.startsWith("```sh") && !block)
      throw new Error(`${page}: a command has no "Expected:" line: ${part.slice(0, 120)}`);
    if (block) commands.push({ page, command: block[1] ?? "", expected: new RegExp(block[2] ?? "") });
  }
  return commands;
}
