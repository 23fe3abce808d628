/** What a pipeline goes by. 2 is a command called wrongly. */
export const exitCode = { green: 0, red: 1, couldNotRun: 3 } as const;
