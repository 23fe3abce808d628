import { THEME_STORAGE_KEY } from "../theme/theme-script.ts";

/** What a browser may keep of an origin. Each may be missing or blocked. */
export interface Device {
  readonly localStorage: Storage;
  readonly sessionStorage: Storage;
  readonly indexedDB?: Pick<IDBFactory, "databases" | "deleteDatabase">;
  readonly caches?: Pick<CacheStorage, "keys" | "delete">;
  readonly navigator: { readonly serviceWorker?: Pick<ServiceWorkerContainer, "getRegistrations"> };
}

/** Kept: settings of the device, not of a user. */
const KEPT: ReadonlySet<string> = new Set([THEME_STORAGE_KEY]);

/**
 * Deletes everything that scripts of this origin stored in the browser, so that the next user of a shared device finds nothing.
 * The server's answer empties the HTTP cache (`Clear-Site-Data`).
 */
export async function forgetDevice(device: Device): Promise<void> {
  const steps: readonly (() => unknown)[] = [
    () => emptied(device.localStorage),
    () => emptied(device.sessionStorage),
    async () => {
      for (const name of (await device.caches?.keys()) ?? []) await device.caches?.delete(name);
    },
    async () => {
      for (const { name } of (await device.indexedDB?.databases()) ?? [])
        if (name !== undefined) device.indexedDB?.deleteDatabase(name);
    },
    async () => {
      for (const worker of (await device.navigator.serviceWorker?.getRegistrations()) ?? []) await worker.unregister();
    },
  ];
  // If one kind of storage fails, the others are still emptied.
  await Promise.allSettled(steps.map(async (step) => await step()));
}

function emptied(storage: Storage): void {
  const names = Array.from({ length: storage.length }, (_, n) => storage.key(n));
  for (const name of names) if (name !== null && !KEPT.has(name)) storage.removeItem(name);
}
