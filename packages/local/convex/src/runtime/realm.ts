import vm from "node:vm";
import { deterministicGlobals, nowMs, random } from "./deterministic-globals.ts";
import { createGuestConsole, type LogSink } from "./guest-console.ts";
import { guestPrelude } from "./guest-prelude.ts";
import { sharedGlobals } from "./realm-globals.ts";

export type RealmKind = "deterministic" | "action";

/** The three entry points from application code into the deployment, as the `convex` package calls them. */
export interface GuestBridge {
  syscall(operation: string, argsJson: string): string;
  asyncSyscall(operation: string, argsJson: string): Promise<string>;
  jsSyscall(operation: string, args: unknown): unknown;
}

export interface RealmOptions {
  readonly kind: RealmKind;
  readonly bridge: GuestBridge;
  readonly environment: (name: string) => string | undefined;
  readonly log: LogSink;
}

/**
 * Creates a separate JavaScript global scope for the modules of one component: one for queries and mutations, one
 * for actions. It prevents accidents only: it is not a security boundary.
 */
export function createRealm(options: RealmOptions): vm.Context {
  const realm = vm.createContext(vm.constants.DONT_CONTEXTIFY, {
    name: `convex ${options.kind}`,
    codeGeneration: { strings: false, wasm: true },
  });
  const deterministic = options.kind === "deterministic";
  const globals: Record<string, unknown> = {
    ...sharedGlobals(),
    ...(deterministic ? deterministicGlobals() : actionGlobals()),
    Convex: options.bridge,
    console: createGuestConsole(options.log),
    process: { env: environmentProxy(options.environment) },
  };
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(realm, name, { value, writable: true, configurable: true });
  }
  // safe because the prelude's source is a function of one argument.
  const prelude = vm.runInContext(guestPrelude, realm) as (host: object) => void;
  prelude({ deterministic, now: nowMs, random, isInstance: isHostError });
  return realm;
}

function actionGlobals(): Record<string, unknown> {
  return {
    fetch,
    crypto: globalThis.crypto,
    performance,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    setImmediate,
    clearImmediate,
  };
}

function isHostError(name: string, value: unknown): boolean {
  switch (name) {
    case "TypeError":
      return value instanceof TypeError;
    case "RangeError":
      return value instanceof RangeError;
    case "SyntaxError":
      return value instanceof SyntaxError;
    default:
      return value instanceof Error;
  }
}

function environmentProxy(read: (name: string) => string | undefined): object {
  const nameOf = (key: string | symbol): string => (typeof key === "string" ? key : "");
  return new Proxy(
    {},
    {
      get: (_target, key) => read(nameOf(key)),
      has: (_target, key) => read(nameOf(key)) !== undefined,
      getOwnPropertyDescriptor: (_target, key) => {
        const value = read(nameOf(key));
        return value === undefined ? undefined : { value, enumerable: true, configurable: true, writable: false };
      },
      set: () => false,
    },
  );
}
