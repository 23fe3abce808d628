export interface Values {
  /** Of variables, by name. */
  readonly variables: Readonly<Record<string, string>>;
  /** Of other texts that a reader replaces. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Three dots before a name are JavaScript's. */
const PLACEHOLDER = /\.\.\.(?!\w)|YOUR-/;
const ASSIGNMENT = /\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+[ =])('[^']*'|\S+)/g;

/** Puts values in the place of `...` and `YOUR-...`, and the whole command in the place of `pnpm`. Throws when a value is missing. */
export function fillIn(block: string, { variables, texts }: Values): string {
  const assigned = block.replace(ASSIGNMENT, (whole, start: string, value: string) => {
    const known = variables[start.slice(0, -1)];
    return PLACEHOLDER.test(value) && known !== undefined ? `${start}'${known}'` : whole;
  });
  const filled = Object.entries(texts).reduce((text, [from, to]) => text.replaceAll(from, to), assigned);
  const missing = filled.split("\n").find((line) => PLACEHOLDER.test(line.replace(/\s#.*$/, "")));
  if (missing !== undefined) throw new Error(`there is no value for: ${missing}`);
  return filled.replaceAll(/(?<![\w@/-])pnpm (?=[a-z])/g, "npx -y pnpm@12 ");
}
