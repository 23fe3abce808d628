declare module "ioredis-mock" {
  import type { EventEmitter } from "node:events";
  /** Builds one method per command from the underlying function. It returns at once; a promise only for commands that wait. */
  class Pipeline {
    constructor(redis: RedisMock);
    protected readonly redis: RedisMock;
    protected _createCommand(name: string, command: (...args: readonly (string | Buffer)[]) => unknown): unknown;
  }
  /** The parts of the in-process Redis that we use. */
  export default class RedisMock extends EventEmitter {
    static readonly Pipeline: typeof Pipeline;
    constructor(options: { readonly host: string; readonly port: number });
    duplicate(): RedisMock;
    disconnect(): void;
    subscribe(channel: string): Promise<unknown>;
    psubscribe(pattern: string): Promise<unknown>;
  }
}
