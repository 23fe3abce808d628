export interface LateState<Module> {
  readonly module: Module | null;
  /** Number of failed loads. */
  readonly failures: number;
  readonly isLoading: boolean;
}

/** Code that loads after the page. A failed load can be repeated; a loaded module stays. */
export interface LateModule<Module> {
  state(): LateState<Module>;
  subscribe(listener: () => void): () => void;
  /** Loads it unless it is loaded or loading. Never rejects. */
  load(): Promise<void>;
}

/** `find` must call `import()` anew each time: `React.lazy` caches a failed import and never recovers. */
export function createLateModule<Module>(find: () => Promise<Module>): LateModule<Module> {
  const listeners = new Set<() => void>();
  let state: LateState<Module> = { module: null, failures: 0, isLoading: false };
  function set(next: Partial<LateState<Module>>): void {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  }
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async load() {
      if (state.module !== null || state.isLoading) return;
      set({ isLoading: true });
      try {
        set({ module: await find(), isLoading: false });
      } catch {
        set({ failures: state.failures + 1, isLoading: false });
      }
    },
  };
}
