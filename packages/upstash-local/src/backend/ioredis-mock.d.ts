declare module "ioredis-mock" {
  import type { EventEmitter } from "node:events";
  /** Builds itself from the function behind each command, which answers at once: a promise only where the command waits. */
  class Pipeline {
    constructor(redis: RedisMock);
    protected readonly redis: RedisMock;
    protected _createCommand(name: string, command: (this: RedisMock, ...args: readonly unknown[]) => unknown): unknown;
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
