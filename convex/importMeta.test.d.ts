/** Vite's, as far as tests use it. */
interface ImportMeta {
  glob(patterns: readonly string[]): Record<string, () => Promise<unknown>>;
}
