/** What a pipeline goes by. */
export const exitCode = { green: 0, red: 1, usage: 2, couldNotRun: 3 } as const;
