/** The commands of the page that a test can follow, as the page has them. */
export const KNOWN_COMMANDS = {
  install: /^npx -y pnpm@12 install$/,
  makeSigningKey: /^node -e '.+'$/,
  export: /^export [A-Z_]+=\S+$/,
  setConvexVariable: /^npx convex env set [A-Z_]+ \S/,
  deployCore: /^npx convex deploy$/,
  publishRules: /^pnpm waf push$/,
  rehearse: /^pnpm rehearse --url /,
  probe: /^pnpm gate --url /,
  makeOperator: /^npx convex run accounts:setRole /,
} as const satisfies Readonly<Record<string, RegExp>>;
export type KnownCommand = keyof typeof KNOWN_COMMANDS;

/** Which of them a line of the page is. Throws when it is none: nobody would notice that it fails. */
export function knownCommand(line: string): KnownCommand {
  const found = Object.entries(KNOWN_COMMANDS).find(([, pattern]) => pattern.test(line));
  if (!found) throw new Error(`the test knows no such command: ${line}`);
  // safe because these are its keys
  return found[0] as KnownCommand;
}
