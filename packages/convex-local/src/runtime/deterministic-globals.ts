import { currentContext } from "./current-context.ts";

const forbidden = ["fetch", "setTimeout", "setInterval", "setImmediate"] as const;

/** What queries and mutations see instead of the network, timers and true randomness. */
export function deterministicGlobals(): { [name: string]: unknown } {
  const globals: { [name: string]: unknown } = {
    crypto: deterministicCrypto(),
    performance: { now: nowMs, timeOrigin: 0 },
    clearTimeout: () => undefined,
    clearInterval: () => undefined,
  };
  for (const name of forbidden) {
    globals[name] = () => {
      throw new Error(
        `Can't use ${name}() in queries and mutations. Please consider using an action. See https://docs.convex.dev/functions/actions for more details.`,
      );
    };
  }
  return globals;
}

/** The frozen time of the running function, or true time while modules load. */
export function nowMs(): number {
  return currentContext.getStore()?.frozenTimeMs ?? Date.now();
}

export function random(): number {
  return (currentContext.getStore()?.random ?? Math.random)();
}

function deterministicCrypto(): object {
  const getRandomValues = (target: ArrayBufferView): ArrayBufferView => {
    const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
    for (let index = 0; index < bytes.length; index++) bytes[index] = Math.floor(random() * 256);
    return target;
  };
  return {
    getRandomValues,
    randomUUID: () => {
      const bytes = new Uint8Array(16);
      getRandomValues(bytes);
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      const hex = Buffer.from(bytes).toString("hex");
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },
    subtle: globalThis.crypto.subtle,
  };
}
