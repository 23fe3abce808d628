import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";

const POLL_MS = 50;
const MOST_MS = 180_000;

/**
 * A folder that one run of the tests makes once, whichever test file needs it first; the others wait for it, and each copies it. Null outside of
 * a run, where nobody would remove it.
 *
 * @throws what `make` throws, and after three minutes of waiting
 */
export async function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string | null> {
  const shared = process.env["SENDCAT_TEST_FOLDER"];
  if (!shared) return null;
  const folder = join(shared, name);
  const lock = `${folder}.lock`;
  const endMs = performance.now() + MOST_MS;
  while (!existsSync(folder)) {
    if (await isFirst(lock)) {
      try {
        if (!existsSync(folder)) await makeWhole(folder, make);
      } finally {
        await rm(lock, { recursive: true });
      }
    } else if (performance.now() > endMs) throw new Error(`waited in vain for another test file to make ${folder}`);
    else await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return folder;
}

async function isFirst(lock: string): Promise<boolean> {
  return await mkdir(lock).then(
    () => true,
    () => false,
  );
}

/** Seen by others only when it is complete. */
async function makeWhole(folder: string, make: (folder: string) => Promise<void>): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished);
  await make(unfinished);
  await rename(unfinished, folder);
}
