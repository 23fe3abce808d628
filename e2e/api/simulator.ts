export interface SimulatorCall {
  readonly id: string;
  readonly model: string;
  readonly user: string | null;
  readonly stream: boolean;
  readonly pictures: number;
  readonly tag: string | null;
  readonly promptTokens: number;
  readonly outcome: "running" | "complete" | "aborted" | "refused" | "broken";
  readonly receivedAtMs: number;
  readonly endedAtMs: number | null;
  readonly tokensSent: number;
}

/** An odd stream of the simulator, and how it must be read: packages/local/simulators/src/openrouter/odd-streams. */
export interface OddStream {
  readonly name: string;
  readonly reads: {
    readonly text?: string;
    readonly reasoning?: string;
    readonly calls?: readonly (readonly [name: string, input: unknown])[];
    readonly ends: string;
  };
}

/** The OpenRouter simulator's admin calls. */
export function simulatorAt(openRouter: string) {
  const root = new URL(openRouter).origin;
  const admin = async (path: string, body?: object): Promise<unknown> => {
    const init = body ? { method: "POST", body: JSON.stringify(body) } : {};
    return await (await fetch(`${root}/admin/${path}`, init)).json();
  };
  // safe because the simulator answers this shape
  const log = async () =>
    (await admin("requests")) as {
      readonly counts: { readonly total: number };
      readonly requests: readonly SimulatorCall[];
    };
  return {
    calls: async (): Promise<number> => (await log()).counts.total,
    requests: async (): Promise<readonly SimulatorCall[]> => (await log()).requests,
    // safe because the simulator answers this shape
    oddStreams: async () => ((await admin("odd-streams")) as { readonly streams: readonly OddStream[] }).streams,
    fail: async (fault: string): Promise<unknown> => await admin("faults", { fault, forever: true }),
    reset: async (): Promise<unknown> => await admin("reset", {}),
  };
}
