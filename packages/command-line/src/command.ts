import { Command } from "@commander-js/extra-typings";

/** What the library exits with when a command is called wrongly, and what commands here exit with. */
const [LIBRARY_USAGE, USAGE] = [1, 2];

/**
 * A command called `name` (`pnpm bench turn`). It writes its help from its options; an unknown option, a missing argument or a value outside
 * its limits is named on standard error, and the exit code is 2.
 */
export function command(name: string, does: string): Command {
  return new Command(name)
    .description(does)
    .helpOption("-h, --help", "this text")
    .helpCommand(false)
    .showHelpAfterError(`Run ${name} --help for usage.`)
    .exitOverride(({ exitCode, code }) => {
      const isOwn = code !== "commander.executeSubCommandAsync";
      process.exit(isOwn && exitCode === LIBRARY_USAGE ? USAGE : exitCode);
    });
}
