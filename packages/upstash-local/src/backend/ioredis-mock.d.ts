declare module "ioredis-mock" {
  import type { EventEmitter } from "node:events";
  /** What is used of the in-process Redis: one method per command, in lower case. */
  export default class RedisMock extends EventEmitter {
    constructor(options: { readonly host: string; readonly port: number });
    duplicate(): RedisMock;
    disconnect(): void;
    subscribe(channel: string): Promise<unknown>;
    psubscribe(pattern: string): Promise<unknown>;
  }
}
