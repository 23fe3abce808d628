import { Command } from "@commander-js/extra-typings";

/** Exit codes for wrong usage: the library's, and ours. */
const [LIBRARY_USAGE, USAGE] = [1, 2];

/**
 * A command called `name` (`pnpm bench turn`). Its help is generated from its options. An unknown option, a missing argument or a value outside
 * its limits is reported on standard error, with exit code 2.
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
