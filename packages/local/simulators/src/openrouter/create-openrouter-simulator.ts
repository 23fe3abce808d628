import { createServer } from "node:http";
import { FaultQueue, type FaultOrder } from "./fault-queue.ts";
import { handleRequest } from "./handle-request.ts";
import { DEFAULT_PACE, type Pace } from "./pace.ts";
import { RequestLog, type RequestCounts, type RequestRecord } from "./request-log.ts";
import { respondError } from "./respond.ts";
import type { SimContext } from "./sim-context.ts";
import { TimerWheel } from "./timer-wheel.ts";

export interface OpenRouterSimulatorOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly host?: string;
  readonly pace?: Partial<Pace>;
  /** The only accepted key; without it any key is accepted. */
  readonly apiKey?: string;
  /** How long after its end a generation's cost becomes available; 500 by default. */
  readonly generationDelayMs?: number;
}

export interface OpenRouterSimulator {
  /** The base URL for clients: `http://127.0.0.1:3250/api/v1`. */
  readonly url: string;
  /** The latest requests, oldest first. */
  requests(): readonly RequestRecord[];
  counts(): RequestCounts;
  orderFault(order: FaultOrder): void;
  setPace(pace: Partial<Pace>): void;
  /** Clears faults, pace and the log. */
  reset(): void;
  /** Breaks the streams still running and frees the port. */
  close(): Promise<void>;
}

/** Starts a simulated OpenRouter. Rejects when the port is taken. */
export async function createOpenRouterSimulator(
  options: OpenRouterSimulatorOptions = {},
): Promise<OpenRouterSimulator> {
  const { port = 0, host = "127.0.0.1", apiKey = null, generationDelayMs = 500 } = options;
  const defaultPace: Pace = { ...DEFAULT_PACE, ...options.pace };
  const context: SimContext = {
    log: new RequestLog(),
    faults: new FaultQueue(),
    wheel: new TimerWheel(),
    defaultPace,
    pace: defaultPace,
    generationDelayMs,
    apiKey,
  };
  const server = createServer((request, response) => {
    handleRequest(context, request, response).catch((error: unknown) => {
      console.error("simulators: OpenRouter:", error);
      if (response.headersSent) response.destroy();
      else respondError(response, 500);
    });
  });
  // Streams may last any time, and thousands may be open at once.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, backlog: 4_096 }, resolve);
  });
  const address = server.address();
  const bound = typeof address === "object" && address ? address.port : port;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}/api/v1`,
    requests: () => context.log.list(),
    counts: () => context.log.counts(),
    orderFault: (order) => context.faults.add(order),
    setPace: (pace) => {
      context.pace = { ...context.pace, ...pace };
    },
    reset: () => {
      context.faults.clear();
      context.log.reset();
      context.pace = defaultPace;
    },
    close: async () => {
      context.wheel.clear();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
