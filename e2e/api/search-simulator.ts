export interface SimulatedSearch {
  readonly route: "serper/search" | "serper/shopping" | "ebay/browse";
  readonly query: string;
  readonly receivedAtMs: number;
  readonly answered: boolean;
}

/** The search simulator's admin calls. */
export function searchSimulatorAt(origin: string) {
  const admin = async (path: string, body?: object): Promise<unknown> => {
    const init = body ? { method: "POST", body: JSON.stringify(body) } : {};
    const response = await fetch(`${origin}/admin/${path}`, init);
    if (!response.ok) throw new Error(`the search simulator answers ${path} with HTTP ${response.status}`);
    return await response.json();
  };
  return {
    // safe because the simulator answers this shape
    searches: async () => ((await admin("requests")) as { readonly requests: readonly SimulatedSearch[] }).requests,
    fail: async (fault: string, count: number | null = null): Promise<unknown> =>
      await admin("faults", { fault, count }),
    setLatency: async (ms: number): Promise<unknown> => await admin("latency", { ms }),
    reset: async (): Promise<unknown> => await admin("reset", {}),
  };
}
