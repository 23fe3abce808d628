/** Exit codes for pipelines. 2 means wrong usage. */
export const exitCode = { green: 0, red: 1, couldNotRun: 3 } as const;
