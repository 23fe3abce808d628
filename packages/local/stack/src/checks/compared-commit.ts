import { runCommand } from "./run-command.ts";

/** The commit that `pnpm test --changed` compares with: `ref`, else where this branch left main, which on main is HEAD. Null when there is none. */
export async function comparedCommit(ref: string | undefined): Promise<string | null> {
  const command =
    ref === undefined
      ? ["merge-base", "main", "HEAD"]
      : ["rev-parse", "--verify", "--end-of-options", `${ref}^{commit}`];
  const { exitCode, output } = await runCommand(["git", ...command]);
  return exitCode === 0 ? output.trim() : null;
}
