declare module "ioredis-mock" {
  import type { EventEmitter } from "node:events";
  /** Makes itself a method per command, from the function behind it, which answers at once: a promise only where the command waits. */
  class Pipeline {
    constructor(redis: RedisMock);
    protected readonly redis: RedisMock;
    protected _createCommand(name: string, command: (...args: readonly (string | Buffer)[]) => unknown): unknown;
  }
  /** What is used of the in-process Redis. */
  export default class RedisMock extends EventEmitter {
    static readonly Pipeline: typeof Pipeline;
    constructor(options: { readonly host: string; readonly port: number });
    duplicate(): RedisMock;
    disconnect(): void;
    subscribe(channel: string): Promise<unknown>;
    psubscribe(pattern: string): Promise<unknown>;
  }
}
