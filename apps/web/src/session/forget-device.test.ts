import { expect, it } from "vitest";
import { forgetDevice, type Device } from "./forget-device.ts";

/** A device where everything holds a message of its last user; `kept` lists what is left. */
function usedDevice() {
  const kept = {
    local: new Set(["draft"]),
    session: new Set(["kept-message"]),
    caches: new Set(["pages", "outbox"]),
    databases: new Set(["drafts"]),
    files: new Set(["picture"]),
    workers: new Set(["/worker.js"]),
  };
  const device = {
    localStorage: kept.local,
    sessionStorage: kept.session,
    caches: { keys: async () => [...kept.caches], delete: async (name: string) => kept.caches.delete(name) },
    indexedDB: {
      databases: async () => [...kept.databases].map((name) => ({ name, version: 1 })),
      deleteDatabase: (name: string) => void kept.databases.delete(name),
    },
    navigator: {
      storage: {
        getDirectory: async () => ({
          keys: () => [...kept.files],
          removeEntry: async (name: string) => kept.files.delete(name),
        }),
      },
      serviceWorker: {
        getRegistrations: async () =>
          [...kept.workers].map((url) => ({ unregister: async () => kept.workers.delete(url) })),
      },
    },
    // safe because only these parts are used
  } as unknown as Device;
  return { device, kept: () => Object.values(kept).flatMap((names) => [...names]) };
}

it("leaves the next person at a shared device nothing", async () => {
  const { device, kept } = usedDevice();
  expect(kept()).toHaveLength(7);
  await forgetDevice(device);
  expect(kept()).toEqual([]);
});

it("empties everything else when one kind of storage is blocked or missing", async () => {
  const { device, kept } = usedDevice();
  const blocked = {
    ...device,
    caches: undefined,
    get localStorage(): Storage {
      throw new Error("blocked");
    },
  };
  await forgetDevice(blocked as unknown as Device);
  expect(kept()).toEqual(["draft", "pages", "outbox"]);
});
