interface LintConfig {
  readonly overrides: readonly {
    readonly files: readonly string[];
    readonly rules: Readonly<Record<string, unknown>>;
  }[];
}

interface ImportRule {
  readonly files: readonly string[];
  /** The linter's message when the rule is broken. */
  readonly message: string;
}

/** The import rules of `.oxlintrc.json`, each with its own message. */
export function importRules(config: string): readonly ImportRule[] {
  // safe because the linter rejects a configuration of another shape
  const { overrides } = JSON.parse(config) as LintConfig;
  return overrides.flatMap(({ files, rules }) => {
    const rule = rules["no-restricted-imports"];
    if (!Array.isArray(rule)) return [];
    // safe for the same reason
    const { patterns } = rule[1] as { readonly patterns: readonly { readonly message: string }[] };
    return [{ files, message: patterns.at(-1)?.message ?? "" }];
  });
}

export function importList(config: string): string {
  return importRules(config)
    .map(({ message }) => `- ${message}`)
    .join("\n");
}

/** Folders without an import rule. */
export function roomsWithoutRule(config: string, rooms: readonly string[]): readonly string[] {
  const covered = importRules(config).flatMap(({ files }) => files.flatMap(alternatives));
  return rooms.filter((room) => !covered.includes(`${room}/**`) && !covered.includes(`${room.split("/")[0]}/**`));
}

/** Expands `a/{b,c}/**` to `a/b/**` and `a/c/**`. */
function alternatives(glob: string): readonly string[] {
  const [, before = "", names = "", after = ""] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(glob) ?? [];
  return names === "" ? [glob] : names.split(",").map((name) => `${before}${name}${after}`);
}
