/** The parts of Vite's `import.meta` that tests use. */
interface ImportMeta {
  glob(patterns: readonly string[]): Record<string, () => Promise<unknown>>;
}
