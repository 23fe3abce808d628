/** The platform's view of the network. A phone app passes its own; `isOnline` may be wrongly true, never wrongly false. */
export interface Connectivity {
  isOnline(): boolean;
  /** Calls `listener` on every change until the returned function is called. */
  subscribe(listener: () => void): () => void;
}

interface GlobalEvents {
  readonly navigator?: { readonly onLine?: boolean };
  addEventListener?(type: string, listener: () => void): void;
  removeEventListener?(type: string, listener: () => void): void;
}

/** `online`/`offline` events where the global object has them (browsers); elsewhere always online. */
export function globalConnectivity(): Connectivity {
  // safe because every member is optional and checked before use
  const scope = globalThis as GlobalEvents;
  return {
    isOnline: () => scope.navigator?.onLine !== false,
    subscribe(listener) {
      scope.addEventListener?.("online", listener);
      scope.addEventListener?.("offline", listener);
      return () => {
        scope.removeEventListener?.("online", listener);
        scope.removeEventListener?.("offline", listener);
      };
    },
  };
}
