import { ConvexHttpClient } from "convex/browser";
import { api } from "../fixture-api.ts";
import { connectClient } from "../fixture-deployment.ts";

const HTTP_WRITERS = 4;
const SOCKET_CLIENTS = 2;
const WRITERS_PER_SOCKET = 3;
/** One write in this many schedules a job and an action. */
const SCHEDULE_EVERY = 5;
const PAUSE_MS = 20;

/** Writes from HTTP and WebSocket clients that outlive the deployment, and the result of each write. */
export class Load {
  readonly acknowledged = new Set<string>();
  /** Sent but never answered: over HTTP it is unknown whether they ran. */
  readonly unanswered = new Set<string>();
  readonly schedules = new Set<string>();
  readonly #url: string;
  readonly #workers: Promise<void>[] = [];
  readonly #closing: (() => Promise<void>)[] = [];
  readonly #stopping = new AbortController();
  #written = 0;

  constructor(url: string) {
    this.#url = url;
    for (let writer = 0; writer < HTTP_WRITERS; writer++) this.#workers.push(this.#overHttp(`h${writer}`));
    for (let number = 0; number < SOCKET_CLIENTS; number++) {
      const client = connectClient(url);
      this.#closing.push(() => client.close());
      const send = (args: WriteArgs): Promise<unknown> => client.mutation(api.crash.write, args);
      for (let writer = 0; writer < WRITERS_PER_SOCKET; writer++) {
        this.#workers.push(this.#overSocket(`s${number}.${writer}`, send));
      }
    }
  }

  /** Stops writing and waits for all answers that can still come. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#workers);
    await Promise.all(this.#closing.map((close) => close()));
  }

  async #overHttp(writer: string): Promise<void> {
    const client = new ConvexHttpClient(this.#url, { logger: false });
    for (let n = 0; !this.#stopping.signal.aborted; n++) {
      const args = this.#next(`${writer}.${n}`);
      this.unanswered.add(args.key);
      await client.mutation(api.crash.write, args, { skipQueue: true }).then(
        () => this.#acknowledge(args),
        () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS)),
      );
    }
  }

  /** The client repeats an unanswered write until it is answered. */
  async #overSocket(writer: string, send: (args: WriteArgs) => Promise<unknown>): Promise<void> {
    for (let n = 0; !this.#stopping.signal.aborted; n++) {
      const args = this.#next(`${writer}.${n}`);
      await send(args);
      this.#acknowledge(args);
    }
  }

  #next(key: string): WriteArgs {
    return { key, schedules: this.#written++ % SCHEDULE_EVERY === 0 };
  }

  #acknowledge({ key, schedules }: WriteArgs): void {
    this.unanswered.delete(key);
    this.acknowledged.add(key);
    if (schedules) this.schedules.add(key);
  }
}

interface WriteArgs {
  readonly key: string;
  readonly schedules: boolean;
}
