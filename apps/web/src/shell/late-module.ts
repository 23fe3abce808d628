export interface LateState<Module> {
  readonly module: Module | null;
  /** How often it was asked for in vain. */
  readonly failures: number;
  readonly isLoading: boolean;
}

/** A part of the page's code that comes after the page. What did not come is asked for again; what came stays. */
export interface LateModule<Module> {
  state(): LateState<Module>;
  subscribe(listener: () => void): () => void;
  /** Asks for it unless it is here or on its way. */
  load(): Promise<void>;
}

/** `find` has to be an `import()` of its own each time: what remembers a failed one, as `React.lazy` does, never gets it. */
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
