import type { ToolCache, ToolJob, ToolQuestion, ToolQueue } from "@sendcat/shared-types";
import { ToolFlight, type FlightEnd } from "./tool-flight.ts";

export interface ToolFlightsOptions {
  readonly cache: ToolCache;
  readonly queue: Pick<ToolQueue, "ask" | "cancel">;
  readonly newId: () => string;
  readonly now: () => number;
  readonly onFault: (where: string, fault: unknown) => void;
}

export interface Waiting {
  readonly ended: Promise<FlightEnd>;
  /** Call once, however it ended, when the turn stops waiting. `cancels`: it does not want the result later either. */
  leave(options: { readonly cancels: boolean }): void;
}

/** The searches in progress in this process, by key. */
export class ToolFlights {
  readonly #options: ToolFlightsOptions;
  readonly #flights = new Map<string, ToolFlight>();

  constructor(options: ToolFlightsOptions) {
    this.#options = options;
  }

  /** Waits for a search, and starts it if no turn of this process waits for it yet. `onJob` is called with its progress. */
  join(question: Omit<ToolQuestion, "clearedAtMs">, onJob: (job: ToolJob) => void): Waiting {
    const { key } = question;
    const flight = this.#flights.get(key) ?? this.#take(question);
    const stopListening = flight.join(onJob);
    return {
      ended: flight.ended,
      leave: (options) => {
        stopListening();
        if (flight.isWatched || this.#flights.get(key) !== flight) return;
        this.#flights.delete(key);
        void flight.abandon(options);
      },
    };
  }

  #take(question: Omit<ToolQuestion, "clearedAtMs">): ToolFlight {
    const { newId, ...rest } = this.#options;
    const flight = new ToolFlight({ ...rest, question, id: newId() });
    this.#flights.set(question.key, flight);
    void flight.ended.finally(() => {
      if (this.#flights.get(question.key) === flight) this.#flights.delete(question.key);
    });
    return flight;
  }
}
