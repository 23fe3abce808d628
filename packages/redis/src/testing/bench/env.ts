/** This process's environment with `extra` on top, for a process that the benchmark starts. */
export function childEnv(extra: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...extra };
}
