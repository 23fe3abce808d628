import { expect, it } from "vitest";
import { forgetDevice, type Device } from "./forget-device.ts";

function storage(entries: Readonly<Record<string, string>>): Storage {
  const map = new Map(Object.entries(entries));
  return {
    get length() {
      return map.size;
    },
    key: (n) => [...map.keys()][n] ?? null,
    getItem: (name) => map.get(name) ?? null,
    setItem: (name, value) => void map.set(name, value),
    removeItem: (name) => void map.delete(name),
    clear: () => map.clear(),
  };
}

/** A device where everything holds a message of its last user; `kept` lists what is left. */
function usedDevice() {
  const caches = new Set(["pages", "outbox"]);
  const databases = new Set(["drafts"]);
  const workers = new Set(["/worker.js"]);
  const [local, session] = [
    storage({ "sendcat-theme": "dark", draft: "secret", other: "secret" }),
    storage({ "sendcat-kept-message": "secret" }),
  ];
  const device = {
    localStorage: local,
    sessionStorage: session,
    caches: { keys: async () => [...caches], delete: async (name: string) => caches.delete(name) },
    indexedDB: {
      databases: async () => [...databases].map((name) => ({ name, version: 1 })),
      deleteDatabase: (name: string) => void databases.delete(name),
    },
    navigator: {
      serviceWorker: {
        getRegistrations: async () => [...workers].map((url) => ({ unregister: async () => workers.delete(url) })),
      },
    },
    // safe because only these parts are used
  } as unknown as Device;
  const names = (of: Storage) => Array.from({ length: of.length }, (_, n) => of.key(n));
  return { device, kept: () => [...names(local), ...names(session), ...caches, ...databases, ...workers] };
}

it("leaves the next person at a shared device nothing but the theme", async () => {
  const { device, kept } = usedDevice();
  expect(kept()).toHaveLength(8);
  await forgetDevice(device);
  expect(kept()).toEqual(["sendcat-theme"]);
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
  expect(kept()).toEqual(["sendcat-theme", "draft", "other", "pages", "outbox"]);
});
