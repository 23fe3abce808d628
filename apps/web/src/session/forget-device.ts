/** What a browser may keep of an origin. Each may be missing or blocked. */
export interface Device {
  readonly localStorage: Pick<Storage, "clear">;
  readonly sessionStorage: Pick<Storage, "clear">;
  readonly indexedDB?: Pick<IDBFactory, "databases" | "deleteDatabase">;
  readonly caches?: Pick<CacheStorage, "keys" | "delete">;
  readonly navigator: {
    readonly serviceWorker?: Pick<ServiceWorkerContainer, "getRegistrations">;
    readonly storage?: Pick<StorageManager, "getDirectory">;
  };
}

/**
 * Deletes everything that scripts of this origin stored in the browser, so that the next user of a shared device finds nothing. The server's
 * answer has the browser do the same from the disk (`Clear-Site-Data`): this is for browsers without it, and for tabs that write once more.
 */
export async function forgetDevice(device: Device): Promise<void> {
  const steps: readonly (() => unknown)[] = [
    () => device.localStorage.clear(),
    () => device.sessionStorage.clear(),
    async () => {
      for (const name of (await device.caches?.keys()) ?? []) await device.caches?.delete(name);
    },
    async () => {
      for (const { name } of (await device.indexedDB?.databases()) ?? [])
        if (name !== undefined) device.indexedDB?.deleteDatabase(name);
    },
    async () => {
      const files = await device.navigator.storage?.getDirectory();
      for await (const name of files?.keys() ?? []) await files?.removeEntry(name, { recursive: true });
    },
    // Its push subscription goes with it.
    async () => {
      for (const worker of (await device.navigator.serviceWorker?.getRegistrations()) ?? []) await worker.unregister();
    },
  ];
  // If one kind of storage fails, the others are still emptied.
  await Promise.allSettled(steps.map(async (step) => await step()));
}
