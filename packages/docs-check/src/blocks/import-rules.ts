interface LintConfig {
  readonly overrides: readonly {
    readonly files: readonly string[];
    readonly rules: Readonly<Record<string, unknown>>;
  }[];
}

interface ImportRule {
  readonly files: readonly string[];
  /** What the linter says to somebody who breaks it. */
  readonly message: string;
}

/** The rules about imports of `.oxlintrc.json`: of each, the message that is its own. */
export function importRules(config: string): readonly ImportRule[] {
  // safe because the linter refuses a configuration of another shape
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
    .map(({ files, message }) => `- ${files.map((file) => `\`${file}\``).join(", ")}: ${message}`)
    .join("\n");
}
